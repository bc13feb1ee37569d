"""How many images learn, validate and test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def shown(app: AppTest, **choice: Any) -> str:
    """The bar with these choices."""
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, **choice))
    app.run()
    return next(each.proto.body for each in app.get("html") if "training" in each.proto.body)


@pytest.mark.parametrize(
    ("choice", "parts"),
    [
        ({}, ["training <b>9,000</b>", "validation <b>1,000</b>", "test <b>2,000</b>"]),
        (
            {"train_size": 2_000, "validation_split": 0.2},
            ["training <b>1,600</b>", "validation <b>400</b>", "left out <b>8,000</b>"],
        ),
        ({"validation": "test"}, ["training <b>10,000</b>", "test, which validates too <b>2,000</b>"]),
    ],
)
def test_the_numbers_are_those_that_are_trained_on(
    visit: Callable[..., AppTest], choice: dict[str, Any], parts: list[str]
) -> None:
    bar = shown(visit(page="data"), **choice)
    assert all(each in bar for each in parts)
    assert ("left out" in bar) == ("train_size" in choice)


def test_the_table_has_the_same_parts(visit: Callable[..., AppTest]) -> None:
    table = visit(page="data").dataframe[0].value
    assert list(table["part"]) == ["training", "validation", "test"]
    assert list(table["images"]) == ["9,000", "1,000", "2,000"]
    assert table["shape"][0] == "9,000x28x28x1"
