"""Settings that exclude each other: the page refuses the second in a sentence, and keeps the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import SGD, Adam


@pytest.mark.parametrize(
    ("settings", "widget", "label", "value", "said"),
    [
        ({"early_stopping": 3}, "toggle", "Average the weights (use_ema)", True, "early_stopping: must be 0"),
        ({"optimizer": Adam(use_ema=True)}, "slider", "Patience in epochs (early_stopping)", 3, "early_stopping: must be 0"),
        ({"schedule": "plateau"}, "slider", "Factor (schedule_factor)", 1.0, "must be below 1 with the schedule plateau"),
        (
            {"schedule": "step", "schedule_factor": 1.0},
            "selectbox",
            "Course of the learning rate (schedule)",
            "plateau",
            "must be below 1 with the schedule plateau",
        ),
        ({"schedule": "step", "optimizer": SGD()}, "select_slider", "Shrinking of the steps (decay)", 1e-4, "must be constant"),
    ],
)
def test_the_page_refuses_the_second_in_a_sentence_and_keeps_the_first(
    visit: Callable[..., AppTest], settings: dict[str, object], widget: str, label: str, value: object, said: str
) -> None:
    app = visit(page="train")
    mine = app.session_state["session"]
    wanted: TrainingConfig = replace(mine.experiment.training, **settings)  # type: ignore[arg-type]
    mine.set_training(wanted)
    app.run()
    before = next(each for each in app.get(widget) if each.label == label)
    kept = before.value
    before.set_value(value).run()
    assert not app.exception
    assert any(said in each.value.replace("\\", "") for each in app.error)
    assert app.session_state["session"].experiment.training == wanted
    assert next(each for each in app.get(widget) if each.label == label).value == kept
    app.run()
    assert not app.exception
