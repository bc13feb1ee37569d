"""Which runs are compared while nobody has chosen."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import PRETRAINED, RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event
from tests.pages.compare.conftest import ADA, BASE


def finish(lab: Laboratory, name: str, created: float) -> None:
    meta = RunMeta(id=name, experiment=BASE, owner=owner_mark(ADA), created=created)
    RunFolder.create(lab.root, meta).append([event("finished", reason="completed", epochs=1, seconds=1.0)])


def test_the_first_run_is_chosen_also_by_whoever_looked_before(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """The app's own network alone stayed chosen, and the student's was in no picture."""
    app = visit(page="compare")
    assert app.session_state["compared"] == [PRETRAINED]
    finish(lab, "first", 1e9)
    assert app.run().session_state["compared"] == ["first", PRETRAINED]
    finish(lab, "second", 2e9)
    assert app.run().session_state["compared"] == ["first", PRETRAINED]


def test_who_chose_none_has_none(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = visit(page="compare")
    next(each for each in app.button if each.label == "Choose none").click().run()
    finish(lab, "first", 1e9)
    assert app.run().session_state["compared"] == []


def test_who_comes_back_finds_the_newest_runs_chosen_and_their_own_choice_as_it_was(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    finish(lab, "first", 1e9)
    app = visit(page="compare")
    assert app.session_state["compared"] == ["first", PRETRAINED]
    finish(lab, "second", 2e9)
    app.switch_page("pages/learn.py").run()
    app.switch_page("pages/compare.py").run()
    assert app.session_state["compared"] == ["second", "first"]
    next(each for each in app.button if each.label == "Choose none").click().run()
    app.switch_page("pages/learn.py").run()
    assert app.switch_page("pages/compare.py").run().session_state["compared"] == []
