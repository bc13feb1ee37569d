"""What was written on runs, or cleared from all of them with one key, comes back with one click."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs.annotation import Annotation
from tests.pages.compare.conftest import ADA
from tests.pages.compare.test_runs_table import edit, table

Visit = Callable[..., AppTest]
CLEARED = {"chosen": None, "starred": None, "name": None, "tags": None, "note": None}
"""What Delete makes of a row whose cells are all marked."""


def undo(app: AppTest) -> AppTest:
    return next(each for each in app.button if each.label.startswith("Undo what was")).click().run()


def test_all_that_one_key_has_cleared_comes_back_with_its_ticks(visit: Visit, lab: Laboratory, runs: list[str]) -> None:
    for number, run in enumerate(runs):
        lab.annotate(run, ADA, Annotation(name=f"seed {number}", note="slow", tags=("exam",), starred=True))
    app = visit(page="compare")
    assert not [each for each in app.button if each.label.startswith("Undo what")]
    ticked = list(app.session_state["compared"])
    edit(app, dict.fromkeys(range(4), CLEARED))
    assert not app.exception
    assert not app.error
    assert [lab.result(run).annotation for run in runs] == [Annotation()] * 3
    assert "Undo what was cleared on 3 runs" in [each.label for each in app.button]
    undo(app)
    assert not app.exception
    assert [lab.result(run).annotation.name for run in runs] == ["seed 0", "seed 1", "seed 2"]
    assert [lab.result(run).annotation.note for run in runs] == ["slow"] * 3
    assert app.session_state["compared"] == ticked
    assert list(table(app)["name"])[:3] == ["seed 0", "seed 1", "seed 2"]
    assert not [each for each in app.button if each.label.startswith("Undo what")]


def test_only_the_last_edit_is_taken_back_and_nothing_that_another_tab_has_written(
    visit: Visit, lab: Laboratory, runs: list[str]
) -> None:
    app = visit(page="compare")
    edit(app, {0: {"note": "first"}})
    edit(app, {0: {"note": "first"}, 1: {"name": "mine"}})
    assert "Undo what was written on 1 run" in [each.label for each in app.button]
    lab.annotate(runs[1], ADA, Annotation(name="mine", note="from another tab"))
    undo(app)
    assert lab.result(runs[0]).annotation == Annotation(note="first")
    assert lab.result(runs[1]).annotation == Annotation(note="from another tab")
