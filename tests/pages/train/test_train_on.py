"""Training on from a run that has ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from cnn_core.engine import Laboratory, Plans
from cnn_core.runs import RunFolder
from cnn_core.training.events import Event, event
from tests.pages.train.shown_run import SEVEN, STOPPED_EARLY, epochs, show


def train_on_button(app: AppTest) -> Button:
    return next(each for each in app.button if each.label == "Train on")


def test_training_on_asks_for_no_more_epochs_than_a_training_may_have(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """7 done and 199 more would be 206, and 200 are the most: 193 are added, and the page says so."""
    app = show(visit, tmp_path, SEVEN)
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=199))
    app.run()
    assert "Train on adds 193 epochs to the 7 that are done: a run has at most 200." in [each.value for each in app.caption]
    train_on_button(app).click().run()
    assert not app.exception
    assert not app.error
    made = next(each for each in (tmp_path / "runs").iterdir() if each.name != "run")
    assert RunFolder(made).meta.experiment.training.epochs == 200


@pytest.mark.parametrize(
    ("end", "epochs_set", "said", "trained"),
    [
        (event("stopped", seconds=7.0), 9, "A new run of the 2 epochs that are left, 9 in all", 9),
        (event("failed", message="its worker was ended", seconds=7.0), 9, "A new run of the 2 epochs that are left, 9 in all", 9),
        (event("stopped", seconds=7.0), 4, "A new run of 4 more, 11 in all", 11),
        (event("finished", reason="early", epochs=7, seconds=7.0), 9, "A new run of 9 more, 16 in all", 16),
    ],
)
def test_a_run_that_was_ended_before_its_time_goes_on_to_its_own_end_unless_another_number_is_set(
    visit: Callable[..., AppTest], tmp_path: Path, end: Event, epochs_set: int, said: str, trained: int
) -> None:
    """Of 6 epochs, cut off after 1, 6 more were trained, 7 in all."""
    app = show(visit, tmp_path, [*SEVEN[:-1], end], epochs=9)
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=epochs_set))
    assert train_on_button(app.run()).help.startswith(said)
    train_on_button(app).click().run()
    made = next(each for each in (tmp_path / "runs").iterdir() if each.name != "run")
    assert RunFolder(made).meta.experiment.training.epochs == trained


def test_a_run_is_shown_also_where_a_fault_keeps_it_from_its_place_in_a_plan(
    visit: Callable[..., AppTest], lab: Laboratory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*arguments: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Plans, "take_place", fault)
    app = show(visit, tmp_path, SEVEN)
    train_on_button(app).click().run()
    (made,) = (each.name for each in (tmp_path / "runs").iterdir() if each.name != "run")
    assert app.session_state["session"].run == made
    assert not lab.state(made).ended


def test_training_on_takes_the_time_limit_of_the_page(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, SEVEN, minutes=5)
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, minutes=2))
    train_on_button(app.run()).click().run()
    made = next(each for each in (tmp_path / "runs").iterdir() if each.name != "run")
    assert RunFolder(made).meta.experiment.training.minutes == 2


def test_a_run_with_all_epochs_that_there_can_be_cannot_be_trained_on_and_says_why(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = show(visit, tmp_path, [*epochs([(0.5, 0.8)] * 200), event("finished", reason="completed", epochs=200, seconds=200.0)])
    assert train_on_button(app).disabled
    assert train_on_button(app).help == "This run has done 200 epochs, and 200 epochs in all are the most."


def test_training_on_says_that_it_goes_on_after_the_last_epoch_and_not_after_the_kept_one(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = show(visit, tmp_path, STOPPED_EARLY, early_stopping=2)
    said = train_on_button(app).help
    assert "at the end of epoch 5" in said
    assert "The weights of epoch 3, which this run kept, stay with it." in said


def test_along_a_cosine_training_on_goes_to_its_end_whatever_the_settings_of_the_page(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = show(visit, tmp_path, SEVEN, schedule="cosine", epochs=9)
    assert "9 in all" in train_on_button(app).help
    train_on_button(app).click().run()
    assert not app.exception
    assert not app.error
    made = next(each for each in (tmp_path / "runs").iterdir() if each.name != "run")
    assert RunFolder(made).meta.experiment.training.epochs == 9


def test_at_the_end_of_a_cosine_there_is_no_training_on_and_the_button_says_why(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = show(visit, tmp_path, SEVEN, schedule="cosine", epochs=7)
    assert train_on_button(app).disabled
    assert "follows a cosine that ends there: train from scratch for more" in train_on_button(app).help


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"schedule": "step"}, "goes on falling in its steps"),
        ({"schedule": "plateau"}, "begins as low as it was"),
        ({"schedule": "cosine", "epochs": 9}, "to the end that was planned, and no further"),
        ({}, None),
    ],
)
def test_what_becomes_of_the_learning_rate_is_said(
    visit: Callable[..., AppTest], tmp_path: Path, settings: dict[str, Any], said: str | None
) -> None:
    words = train_on_button(show(visit, tmp_path, SEVEN, **settings)).help
    assert said in words if said else "learning rate" not in words
