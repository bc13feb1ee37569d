"""The Train page of a run that has ended: its figures, its notes, and training on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import Event, event

PERSON = "ada-" + "x" * 24
STARTED = {"epochs": 9, "steps_per_epoch": 4, "train_size": 64, "validation_size": 8, "test_size": 8, "parameters": 9}


def epochs(validation: list[tuple[float, float]], **figures: float) -> list[Event]:
    each = {"accuracy": 0.6, "seconds": 1.0, "samples_per_second": 64.0, **figures}
    return [
        event("epoch", epoch=n, val_loss=loss, val_accuracy=right, **{"loss": 1 / n, **each})
        for n, (loss, right) in enumerate(validation, start=1)
    ]


def show(visit: Callable[..., AppTest], home: Path, events: list[Event], **training: object) -> AppTest:
    """The Train page with a run that left these events."""
    small = PRESETS["small-cnn"].experiment
    experiment = replace(small, training=replace(small.training, **training))
    folder = RunFolder.create(home / "runs", RunMeta(id="run", experiment=experiment, owner=owner_mark(PERSON)))
    folder.append([event("started", **STARTED), *events])
    app = visit(PERSON, "train")
    app.session_state["session"].show_run("run")
    return app.run()


STOPPED_EARLY = [
    *epochs([(0.9, 0.70), (0.8, 0.74), (0.5, 0.80), (0.6, 0.82), (0.7, 0.84)]),
    event("restored", epoch=3),
    event("finished", reason="early", epochs=5, seconds=5.0),
]


def test_the_figures_are_those_of_the_weights_that_early_stopping_kept(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, STOPPED_EARLY, early_stopping=2)
    shown = {each.label: each for each in app.metric}
    assert shown["Validation"].value == "80.00%"
    assert "at the end of epoch 3" in shown["Validation"].help


def test_early_stopping_is_not_recommended_to_a_run_that_had_it(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, STOPPED_EARLY, early_stopping=2)
    (note,) = app.info
    assert "Overfitting: since epoch 3" in note.value
    assert "early_stopping" not in note.value


def train_on_button(app: AppTest) -> Button:
    return next(each for each in app.button if each.label == "Train on")


SEVEN = [*epochs([(0.5, 0.8)] * 7), event("finished", reason="completed", epochs=7, seconds=7.0)]


def test_training_on_asks_for_no_more_epochs_than_a_training_may_have(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """7 done and 199 more would be 206, and 200 are the most: 193 are added, and the page says so."""
    app = show(visit, tmp_path, SEVEN)
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=199))
    app.run()
    assert "Train on adds 193: 200 epochs in all are the most." in [each.value for each in app.caption]
    train_on_button(app).click().run()
    assert not app.exception
    assert not app.error
    made = next(each for each in (tmp_path / "runs").iterdir() if each.name != "run")
    assert RunFolder(made).meta.experiment.training.epochs == 200


def test_a_run_with_all_epochs_that_there_can_be_cannot_be_trained_on_and_says_why(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = show(visit, tmp_path, [*epochs([(0.5, 0.8)] * 200), event("finished", reason="completed", epochs=200, seconds=200.0)])
    assert train_on_button(app).disabled
    assert train_on_button(app).help == "This run has done 200 epochs, and 200 epochs in all are the most."
