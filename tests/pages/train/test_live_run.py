"""The Train page of a run: its figures, its notes, its images, and the ways on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.engine import Laboratory
from cnn_core.experiment import Experiment
from cnn_core.metrics.evaluation import evaluate
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.spec import BatchNormalization
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import event
from pages.widgets.runs import findings
from tests.pages.train.shown_run import PERSON, SEVEN, STARTED, STOPPED_EARLY, epochs, links, show


def test_the_figures_are_those_of_the_weights_that_early_stopping_kept(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, STOPPED_EARLY, early_stopping=2)
    shown = {each.label: each for each in app.metric}
    assert shown["Validation"].value == "80.00%"
    assert "at the end of epoch 3" in shown["Validation"].help


def test_early_stopping_is_not_recommended_to_a_run_that_had_it(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, STOPPED_EARLY, early_stopping=2)
    _, note = app.info
    assert "Overfitting: since epoch 3" in note.value
    assert "early_stopping" not in note.value


@pytest.mark.parametrize(
    ("validation", "role"),
    [("test", "validated as well, so they are not unseen"), ("stratified", "The test part was used only at the end.")],
)
def test_test_images_that_validated_are_not_called_unseen(
    visit: Callable[..., AppTest], tmp_path: Path, validation: str, role: str
) -> None:
    """On Train, Evaluate and Compare."""
    small = PRESETS["mlp"].experiment
    experiment = replace(small, data=DataChoice(dataset="digits", validation=validation))
    app = show(visit, tmp_path, [*SEVEN[:-1], event("evaluated", test_loss=0.1, test_accuracy=0.9), SEVEN[-1]], experiment)
    labels = load("digits").y_test
    answers = np.eye(10, dtype=np.float32)[labels]
    RunFolder(tmp_path / "runs" / "run").save_evaluation(evaluate(labels, answers, tuple("0123456789")))
    (figure,) = (each for each in app.metric if each.label == "Test")
    assert role in figure.help
    app.switch_page("pages/evaluate.py").run()
    assert any(role in each.value for each in app.caption)
    assert sum("only at the end" in each.value for each in app.caption) == (validation != "test")
    app.switch_page("pages/compare.py").run()
    assert sum("only at the end" in each.value for each in app.caption) == (validation != "test")


def test_the_memory_before_a_training_is_that_of_the_whole_process(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """A process that trains small-cnn was measured at 816 MB; its numbers alone are 39."""
    app = visit(page="train")
    (said,) = (each.value for each in app.markdown if "of memory" in each.value)
    assert "about 854 MB of memory: 39 MB for this network and its images, the rest for TensorFlow" in said


def test_watched_images_say_how_they_are_read_and_since_when_rightly(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """Rows 0 to 2 of the validation images of the digits are what scikit-learn's stratified split gives there."""
    small = PRESETS["mlp"].experiment
    experiment = replace(small, data=DataChoice(dataset="digits"))
    labels = prepare(load("digits"), experiment.data).y_val[:3]
    says = [[[int(label), 0.75] for label in labels] for _ in range(3)]
    says[0][1][0] = (says[0][1][0] + 1) % 10
    says[2][2] = [(says[2][2][0] + 1) % 10, 0.6]
    looked = [says[0], [], says[1], says[2], []]
    events = [{**each, "watched": said} for each, said in zip(epochs([(0.5, 0.8)] * 5), looked, strict=True)]
    app = show(visit, tmp_path, [event("started", **STARTED, watched=[0, 1, 2]), *events], experiment)
    assert not app.exception
    (title,) = (each.value for each in app.markdown if "validation images after" in each.value)
    assert title == "**3 validation images after epoch 4: 2 read correctly**"
    assert any("since which epoch that has been right" in each.value for each in app.caption)
    *_, captions = app.session_state["watched sheet"][0]
    a, b, c = (str(label) for label in labels)
    assert captions == (f"{a} 75%\nsince 1", f"{b} 75%\nsince 3", f"{says[2][2][0]} 60%\nis {c}")


def test_a_run_that_watched_no_images_shows_none(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, SEVEN)
    assert not any("validation images after" in each.value for each in app.markdown)


def test_the_run_that_is_shown_is_named_and_the_button_that_trains_another_network(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = show(visit, tmp_path, SEVEN)
    assert any(re.fullmatch(r"small-cnn of \d\d:\d\d: \*\*Finished 7 epochs in 7 s\*\*", each.value) for each in app.markdown)
    assert app.button(key="train").label == "Train again from scratch"
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=2))
    assert app.run().button(key="train").label == "Train again from scratch"
    mine.put(mine.desk.edit(PRESETS["mlp"].experiment))
    assert app.run().button(key="train").label == "Train mlp"


def test_after_a_test_there_are_three_ways_on(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """Of the 2,000 test images of mnist-mini 98.4% are read correctly."""
    before = links(show(visit, tmp_path, SEVEN[:-1]))
    RunFolder(tmp_path / "runs" / "run").append([event("evaluated", test_loss=0.1, test_accuracy=0.984), SEVEN[-1]])
    app = visit(PERSON, "train")
    assert not {"Draw for it"} & set(before)
    assert {"32 mistakes: look at them", "Draw for it", "Beat its 98.40%"} <= set(links(app))


def test_images_that_were_left_out_of_the_test_are_no_mistakes(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """Of 2,000 test images 1,000 were left out: 98.4% of the others leave 16."""
    small = PRESETS["small-cnn"].experiment
    fewer = replace(small, data=replace(small.data, left_out_test=tuple(range(1000))))
    app = show(visit, tmp_path, [*SEVEN[:-1], event("evaluated", test_loss=0.1, test_accuracy=0.984), SEVEN[-1]], fewer)
    assert "16 mistakes: look at them" in links(app)


def test_what_images_tell_is_said_as_soon_as_they_are_here(
    visit: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = PRESETS["small-cnn"].experiment
    raw = replace(small, data=replace(small.data, scaling="fixed"))
    here = findings.find
    monkeypatch.setattr(findings, "find", lambda _: None)
    app = show(visit, tmp_path, [event("started", **STARTED, scaling=[0.0, 1.0]), *SEVEN], raw)
    assert not any("not scaled" in each.value for each in app.info)
    monkeypatch.setattr(findings, "find", here)
    assert any("not scaled" in each.value for each in app.run().info)


def other_run(home: Path, name: str, experiment: Experiment, created: float) -> None:
    """A run from before, with curves."""
    folder = RunFolder.create(home / "runs", RunMeta(id=name, experiment=experiment, owner=owner_mark(PERSON), created=created))
    folder.append([event("started", **STARTED), *SEVEN])


def offers_the_run_before(app: AppTest) -> bool:
    return any(each.key == "ghost" for each in app.toggle)


def test_the_run_before_on_the_same_question_can_be_shown_behind(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    small = PRESETS["small-cnn"].experiment
    asks = replace(small, data=replace(small.data, task="one-against-rest", target=3))
    other_run(tmp_path, "another-question", asks, created=2.0)
    other_run(tmp_path, "later", small, created=4e9)
    assert not offers_the_run_before(show(visit, tmp_path, SEVEN))
    other_run(tmp_path, "before", small, created=1.0)
    app = visit(PERSON, "train")
    assert offers_the_run_before(app)
    assert app.toggle(key="ghost").label.endswith(", its validation in grey")
    assert app.session_state["run before"] == ("run", "before")


def test_a_budget_that_is_too_short_for_the_epochs_is_said_before(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = visit(page="train")
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=200, minutes=1))
    app.run()
    assert any("It stops after 1 minute: that is time for about" in each.value for each in app.caption)
    assert any("**at most 1 min 0 s** in all" in each.value for each in app.markdown)
    assert any("At most 1 min 0 s for up to 200 epochs" in each.value for each in app.sidebar.caption)


def test_averages_that_are_not_settled_are_told_from_overfitting(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """Both have a validation loss that rises while the training loss falls; the training images at inference tell them apart."""
    rising = [(2.0, 0.53), (2.1, 0.23), (2.2, 0.19), (2.3, 0.10), (2.4, 0.10)]
    small = PRESETS["small-cnn"].experiment
    experiment = replace(small, architecture=small.architecture.insert(1, BatchNormalization()))
    app = show(visit, tmp_path, epochs(rising, accuracy=0.99, checked_accuracy=0.1), experiment)
    _, note = app.info
    assert "10% of its own training images correctly when it is used, and 99% while it learns" in note.value
    assert "momentum 0.99, 20 batches" in note.value
    assert "This is not overfitting" in note.value
    RunFolder(tmp_path / "runs" / "run").append(epochs(rising, accuracy=0.99, checked_accuracy=0.99)[-1:])
    _, note = app.run().info
    assert note.value.startswith("Overfitting: since epoch 1")


def test_the_time_of_a_run_does_not_grow_in_a_pause(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """2 seconds to build it, 4 of training, a pause of 27, and half a second more."""
    moments = [(2.0, "fitting"), (6.0, "paused"), (33.0, "resumed"), (33.4, "phase")]
    began = 1000.0
    events = [{"event": name, "time": began + after, "words": "training"} for after, name in moments]
    app = show(visit, tmp_path, [{**event("started", **STARTED), "time": began}, *events])
    assert next(each.value for each in app.metric if each.label == "Time") == "4 s"


def test_an_epoch_of_less_than_a_second_is_said_so_and_the_whole_has_the_beginning_and_the_end_of_a_run(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    app = visit(page="train")
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=2))
    mine.set_data(replace(mine.experiment.data, train_size=50))
    said = " ".join(each.value for each in app.run().markdown)
    assert re.search(r"\*\*less than a second\*\* per epoch, \*\*about [2-9] s\*\* in all", said)


def test_the_curves_before_stay_until_those_of_another_run_are_drawn(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """Their place was empty for a moment when a training was begun."""
    app = visit(page="train")
    (before,) = (each.proto.id for each in app.get("plotly_chart"))
    app.button(key="train").click().run()
    assert not app.exception
    charts = [each.proto for each in app.get("plotly_chart")]
    assert before in [each.id for each in charts]
    assert sum("not begun yet" in each.alt for each in charts) == 1
