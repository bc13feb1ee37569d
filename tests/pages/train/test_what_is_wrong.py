"""The Train page of a run with which something is wrong: what it says, where, and the cures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder
from cnn_core.training.events import event
from cnn_core.training.optimizers import SGD
from pages.widgets.train.doctor_line import LOOKS, NO_EPOCH, NOTHING
from tests.engine.fake_engine import FakeEngines
from tests.pages.train.shown_run import PERSON, STARTED, STOPPED_EARLY, epochs, links, show


def test_a_network_that_guesses_is_told_so(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    """SGD at a rate of 2: the loss stands at ln 10, and 10% are right."""
    app = show(visit, tmp_path, epochs([(2.304, 0.1)] * 3, loss=2.306, accuracy=0.1), optimizer=SGD(learning_rate=2.0))
    line, note = app.info
    assert line.value.startswith("It guesses: 2.303 is the loss of guessing among ten, and after epoch 3")
    assert line.value.endswith("10% right.")
    assert note.value.startswith(line.value)
    assert "first steps threw the weights so far" in note.value
    assert note.value.startswith("It guesses: 2.303 is the loss of guessing among ten")


def test_what_is_wrong_with_a_network_that_guesses_comes_first_and_nothing_else_is_offered(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    """Of 2,000 test images 216 are read correctly, as by one who always says the same: there are no mistakes to look at, and nothing to beat."""
    end = [event("evaluated", test_loss=2.4, test_accuracy=0.108), event("finished", reason="completed", epochs=8, seconds=8.0)]
    app = show(visit, tmp_path, [*epochs([(2.304, 0.1)] * 8, loss=2.306, accuracy=0.1), *end], optimizer=SGD(learning_rate=2.0))
    assert not any(label.startswith(("Beat", "Draw for")) or "mistakes" in label for label in links(app))
    order = [each.type for each in app.main]
    assert order.index("info") < order.index("plotly_chart")


def test_what_is_less_than_right_with_a_network_that_learned_stands_in_the_same_place_before_an_audience_too(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    """That it learned by heart stood above the curves or below all of them, by what was found."""
    app = show(visit, tmp_path, STOPPED_EARLY, early_stopping=2)
    for shown in (app, app.button(key="present").click().run()):
        order = [each.type for each in shown.main]
        assert order.index("info") < order.index("plotly_chart")


def test_while_it_trains_what_is_found_has_its_place_before(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit(PERSON, "train")
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    assert f":material/stethoscope: {LOOKS}" in [each.value for each in app.run().main.caption]
    job.send(event("started", **{**STARTED, "worker": "fake:1"}), *epochs([(0.9, 0.60)]))
    lab.wait(job.run, lambda state: len(state.history) == 1, 10)
    assert not app.run().info
    assert f":material/stethoscope: {NOTHING} so far." in [each.value for each in app.main.caption]
    assert "&nbsp;" in [each.value for each in app.main.caption]
    job.send(*epochs([(0.9, 0.6), (0.5, 0.6), (0.8, 0.6), (0.9, 0.6), (1.2, 0.6)])[1:])
    lab.wait(job.run, lambda state: len(state.history) == 5, 10)
    line, note = app.run().info
    assert line.value.startswith("Overfitting")
    assert note.value.startswith(line.value)
    assert app.button(key="cure").disabled
    assert "What may cure it can be tried here once it has ended." in [each.value for each in app.main.caption]
    job.end()


def test_of_several_findings_the_first_is_said_and_all_are_a_click_away(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    small = PRESETS["small-cnn"].experiment
    raw = replace(small, data=replace(small.data, scaling="fixed"))
    app = show(visit, tmp_path, [event("started", **STARTED, scaling=[0.0, 1.0]), *STOPPED_EARLY], raw, early_stopping=2)
    line, *all_of_them = app.info
    assert line.value.startswith("The pixels are not scaled")
    assert line.value.endswith("are made for about 1.")
    assert [each.value.partition(":")[0] for each in all_of_them] == ["The pixels are not scaled", "Overfitting"]
    assert "Why, and 1 more" in [each.proto.popover.label for each in app.get("popover")]


def test_where_nothing_is_wrong_the_place_says_so(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, [])
    assert f":material/stethoscope: {NO_EPOCH}" in [each.value for each in app.caption]
    folder = RunFolder(tmp_path / "runs" / "run")
    folder.append(epochs([(0.9, 0.6), (0.8, 0.61)]))
    assert f":material/stethoscope: {NOTHING} up to then." in [each.value for each in app.run().caption]  # it was cut off
    folder.append([event("finished", reason="completed", epochs=2, seconds=2.0)])
    assert f":material/stethoscope: {NOTHING}." in [each.value for each in app.run().caption]
    assert not app.info


def test_one_click_trains_the_cure_of_what_is_wrong(visit: Callable[..., AppTest], lab: Laboratory, tmp_path: Path) -> None:
    ended = [*epochs([(2.304, 0.1)] * 3, loss=2.306, accuracy=0.1), event("finished", reason="completed", epochs=3, seconds=1.0)]
    app = show(visit, tmp_path, ended, optimizer=SGD(learning_rate=2.0))
    app.button(key="cure").click().run()
    assert not app.error
    assert not app.exception
    (run,) = lab.active(PERSON)
    before, after = (lab.folder(each).meta.experiment for each in ("run", run))
    assert after == replace(before, training=replace(before.training, optimizer=SGD(learning_rate=0.01)))
    assert app.session_state["session"].experiment == after


def test_the_first_training_finds_the_curves_where_they_were(visit: Callable[..., AppTest]) -> None:
    """Both lines above them are there for the app's own network too: the first press of Train moved the curves down by 90 pixels."""
    said = [each.value for each in visit(PERSON, "train").main.caption]
    assert f":material/stethoscope: {NOTHING}." in said
    assert "&nbsp;" in said
