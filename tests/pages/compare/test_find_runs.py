"""Runs with a star or with tags are found on Compare, and runs are put in order."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs.annotation import Annotation

ADA = "ada-" + "x" * 24


def test_runs_with_a_star_are_shown_alone(visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]) -> None:
    lab.annotate(runs[2], ADA, Annotation(starred=True))
    app = visit(page="compare")
    app.toggle(key="starred runs").set_value(True).run()
    assert [row[0] for row in app.session_state["table of runs"].rows] == [runs[2]]


def test_runs_with_all_of_the_tags_are_shown_alone(visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]) -> None:
    lab.annotate(runs[0], ADA, Annotation(tags=("exam",)))
    lab.annotate(runs[2], ADA, Annotation(tags=("exam", "sgd")))
    app = visit(page="compare")
    app.multiselect(key="tags of runs").set_value(["exam"]).run()
    assert [row[0] for row in app.session_state["table of runs"].rows] == [runs[0], runs[2]]
    app.multiselect(key="tags of runs").set_value(["sgd", "exam"]).run()
    assert [row[0] for row in app.session_state["table of runs"].rows] == [runs[2]]
    lab.annotate(runs[2], ADA, Annotation(tags=("exam",)))
    app.run()
    assert not app.exception
    assert [row[0] for row in app.session_state["table of runs"].rows] == [runs[0], runs[2]]


def test_runs_are_put_in_order(visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]) -> None:
    lab.annotate(runs[1], ADA, Annotation(name="Ahead"))
    app = visit(page="compare")
    app.selectbox(key="order of runs").set_value("name").run()
    assert [row[0] for row in app.session_state["table of runs"].rows] == [runs[1], runs[0], runs[2], "pretrained"]
    app.selectbox(key="order of runs").set_value("best on test images").run()
    assert [row[0] for row in app.session_state["table of runs"].rows] == ["pretrained", *runs]
