"""The Train page of a presentation: the curves and the twelve images beside each other, so that one look has both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines, started
from tests.pages.train.shown_run import PERSON, SEVEN, STARTED, show


def test_images_stand_beside_the_curves(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, [event("started", **STARTED, watched=list(range(12))), *SEVEN])
    columns = len(app.columns)
    app.session_state["presenting"] = True
    app.run()
    assert not app.exception
    assert any("12 validation images" in each.value for each in app.markdown)
    assert len(app.columns) == columns + 2


def test_their_place_is_kept_before_they_come(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    """At the start of a training the curves had the whole width for half a second."""
    app = visit(PERSON, "train")
    app.session_state["presenting"] = True
    run = lab.submit(PRESETS["small-cnn"].experiment, PERSON)
    app.session_state["session"].show_run(run)
    job = engines.nth_client(1).nth_job(1)
    columns = len(app.run().columns)
    job.send(started())
    lab.wait(run, lambda state: state.status == "running", 10)
    assert len(app.run().columns) == columns - 2  # this one watches none
    job.end()


def test_a_run_without_images_has_the_whole_width_for_its_curves(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, SEVEN)
    columns = len(app.columns)
    app.session_state["presenting"] = True
    assert len(app.run().columns) == columns
