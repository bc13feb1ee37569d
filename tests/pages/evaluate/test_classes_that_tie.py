"""What the sentence above the table of classes says of classes that the table cannot tell apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pages.widgets.evaluate.report import _least


@pytest.mark.parametrize(
    ("recalls", "said"),
    [
        ((0.99, 0.98, 0.97), "**c** (recall 0.970)"),
        ((0.97, 0.98, 0.97), "**a** and **c** (recall 0.970)"),
        ((0.97, 0.97, 0.97), "**a**, **b** and **c** (recall 0.970)"),
        ((0.5,) * 7, "**a**, **b**, **c** and 4 others (recall 0.500)"),
    ],
)
def test_all_are_named(recalls: tuple[float, ...], said: str) -> None:
    """Of 8 and 9, both with 194 of 200, the first alone was named."""
    names = "abcdefg"[: len(recalls)]
    report = {name: {"recall": recall} for name, recall in zip(names, recalls, strict=True)}
    found: Any = SimpleNamespace(class_names=tuple(names), evaluation=SimpleNamespace(report=report))
    assert _least(found, "recall") == said
