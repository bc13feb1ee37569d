"""Runs beside the one that is shown: the first has a line, and the others a link to where all are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from tests.engine.fake_engine import FakeEngines
from tests.pages.timers import Timers


def queue_four(app: AppTest) -> AppTest:
    mine = app.session_state["session"]
    for filters in (4, 5, 6, 7):
        mine.put(mine.desk.edit(replace(mine.experiment, architecture=mine.experiment.architecture.edit(0, filters=filters))))
        app.run().button(key="sidebar-train").click().run()
    return app


def test_before_an_audience_all_of_them_have_one_line(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = queue_four(visit(page="train"))
    beside = [each.value for each in app.main.caption if "Next: " in each.value]
    assert len(beside) == 1
    app.button(key="present").click().run()
    (line,) = [each.value for each in app.main.caption if "Next: " in each.value]
    assert line.endswith("; 2 more runs")
    assert not [each for each in app.get("page_link") if "more run" in each.proto.label]
    assert len([each for each in app.button if each.label == "Show it here"]) == 1


def test_what_is_said_of_more_runs_leads_to_them(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = queue_four(visit(page="train"))
    (link,) = (each.proto for each in app.get("page_link") if "more run" in each.proto.label)
    assert (link.label, link.page) == ("2 more runs of yours: see Compare", "compare")
    assert not app.exception


def test_a_run_that_is_queued_moves_no_button_and_no_curve(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    """Its line came above the buttons, which moved under the hand that had pressed one."""
    app = queue_four(visit(page="train"))
    words = [each.value for each in app.main.caption]
    (line,) = (place for place, each in enumerate(words) if "Next: " in each)
    elements = list(app.main)
    buttons = [place for place, each in enumerate(elements) if each.type == "button" and each.key in ("train", "stop", "pause")]
    shown = next(place for place, each in enumerate(elements) if each.type == "caption" and each.value == words[line])
    assert shown > max(buttons)
    assert "&nbsp;" not in words  # which held its place


def test_before_an_audience_they_stand_below_the_run_that_trains_and_above_one_that_waits(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line about the queue pushed the epochs of the curves out of the screen of a projector."""
    timers = Timers(monkeypatch)
    app = queue_four(visit(page="train"))
    app.button(key="present").click().run()
    assert not above(app)
    mine = app.session_state["session"]
    _, second, *_ = lab.active(mine.owner)
    mine.show_run(second)
    assert above(app.run())
    engines.nth_client(1).nth_job(1).end()
    engines.nth_client(1).nth_job(2)
    timers.tick(app, "_beside")
    assert not above(app)
    assert not app.exception


def test_a_training_is_shown_to_its_end_and_then_the_next_of_those_queued_behind_it(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class at a projector saw the empty axes of a run that waited, and a line about the one that trained."""
    timers = Timers(monkeypatch)
    app = queue_four(visit(page="train"))
    mine = app.session_state["session"]
    first, second, third, fourth = lab.active(mine.owner)
    assert mine.run == first
    assert app.button(key="sidebar-train").disabled, "what is on the desk waits already"
    for number, run in enumerate((second, third), start=1):
        engines.nth_client(1).nth_job(number).end()
        engines.nth_client(1).nth_job(number + 1)
        lab.wait(mine.run, timeout=10)
        timers.tick(app, "_sidebar")
        assert mine.run == run
    mine.show_run(first)  # looked at again: nothing follows that
    engines.nth_client(1).nth_job(3).end()
    engines.nth_client(1).nth_job(4)
    lab.wait(third, timeout=10)
    app.run()
    assert (mine.run, lab.place(fourth)) == (first, None)
    assert not app.exception


def above(app: AppTest) -> bool:
    """Whether the line stands above the curves."""
    elements = list(app.main)
    line = next(
        place for place, each in enumerate(elements) if each.type == "caption" and re.search("Beside it|Next: ", each.value)
    )
    return line < next(place for place, each in enumerate(elements) if each.type == "plotly_chart")
