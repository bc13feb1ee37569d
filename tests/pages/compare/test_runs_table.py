"""The table of runs on Compare: what is edited in a cell is kept, ticks are kept by id, and nothing is lost beside it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.runs.annotation import Annotation
from cnn_core.training.events import event

ADA = "ada-" + "x" * 24
BASE = PRESETS["small-cnn"].experiment
BEGUN = ((1e9, "%d %b, %H:%M:%S"), (1e9 - 2, "%d %b, %H:%M"))
NEWEST, OLDEST = (f"small-cnn of {time.strftime(form, time.localtime(created))}" for created, form in BEGUN)
"""All three began in one minute."""
ODD = "**<b>** :red[x] $y$ 数"


def edit(app: AppTest, cells: dict[int, dict[str, object]]) -> AppTest:
    """What a browser sends when cells of the table were edited: all edits since it was given the table."""
    states = app._tree.get_widget_states()
    number = app.session_state["table of runs"].number
    proto = next(each.proto for each in app.dataframe if each.proto.id.endswith(f"table of runs {number}"))
    states.widgets.append(
        WidgetState(id=proto.id, string_value=json.dumps({"edited_rows": cells, "added_rows": [], "deleted_rows": []}))
    )
    return app._run(states)


def table(app: AppTest):
    return app.dataframe[0].value


def test_what_is_written_in_cells_is_kept_with_the_run(visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]) -> None:
    app = visit(page="compare")
    edit(app, {1: {"name": f" {ODD} ", "starred": True, "tags": ["exam", "two words"], "note": "slow"}})
    assert not app.exception
    assert lab.result(runs[1]).annotation == Annotation(name=ODD, note="slow", tags=("exam", "two words"), starred=True)
    assert lab.result(runs[0]).annotation == Annotation()
    again = visit(page="compare")
    assert list(table(again)["name"]) == [NEWEST, ODD, OLDEST, "small-cnn, the app's own"]
    assert [list(each) for each in table(again)["tags"]][1] == ["exam", "two words"]


def test_ticks_are_kept_by_id_and_the_browser_keeps_its_table_while_cells_are_edited(
    visit: Callable[..., AppTest], runs: list[str]
) -> None:
    app = visit(page="compare")
    number = app.session_state["table of runs"].number
    assert app.session_state["compared"] == runs[:2]
    edit(app, {2: {"chosen": True}})
    assert app.session_state["compared"] == runs
    edit(app, {2: {"chosen": True}, 0: {"chosen": False}})
    assert app.session_state["compared"] == runs[1:]
    assert app.session_state["table of runs"].number == number
    app.text_input(key="words of runs").set_value("batches of 16").run()
    assert list(table(app)["chosen"]) == [True]
    edit(app, {0: {"chosen": False}})
    assert app.session_state["compared"] == runs[1:2]


def test_after_another_page_the_table_shows_what_is_chosen(visit: Callable[..., AppTest], runs: list[str]) -> None:
    app = visit(page="compare")
    edit(app, {0: {"chosen": False}})
    app.switch_page("pages/data.py").run()
    app.switch_page("pages/compare.py").run()
    assert app.session_state["compared"] == runs[1:2]
    assert list(table(app)["chosen"]) == [False, True, False, False]
    edit(app, {0: {"chosen": True}})
    assert app.session_state["compared"] == [runs[1], runs[0]]


def test_what_does_not_fit_is_refused_in_words_and_the_table_shows_what_is_so(
    visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]
) -> None:
    app = visit(page="compare")
    number = app.session_state["table of runs"].number
    edit(app, {0: {"tags": [str(each) for each in range(11)]}})
    assert "at most 10" in app.error[0].value
    assert lab.result(runs[0]).annotation == Annotation()
    assert app.session_state["table of runs"].number > number
    edit(app, {3: {"name": "mine"}})
    assert "came with the app" in app.error[0].value


def test_commas_separate_tags_also_in_the_cell_where_they_were_typed(
    visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]
) -> None:
    app = edit(visit(page="compare"), {1: {"tags": ["good, demo", "exam", ", "]}})
    assert lab.result(runs[1]).annotation.tags == ("good", "demo", "exam")
    assert (app.session_state["table of runs"].number, list(table(app)["tags"][1])) == (2, ["good", "demo", "exam"])


def test_what_another_tab_wrote_meanwhile_is_not_lost(visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]) -> None:
    app = visit(page="compare")
    lab.annotate(runs[1], ADA, Annotation(name="of the other tab", note="slow"))
    edit(app, {1: {"starred": True}})
    assert lab.result(runs[1]).annotation == Annotation(name="of the other tab", note="slow", starred=True)
    assert list(table(app)["name"])[1] == "of the other tab"


@pytest.mark.parametrize("emptied", ["", None, "  "])
def test_a_run_whose_name_is_emptied_is_called_as_its_network_is(
    visit: Callable[..., AppTest], lab: Laboratory, runs: list[str], emptied: str | None
) -> None:
    lab.annotate(runs[0], ADA, Annotation(name="mine"))
    app = visit(page="compare")
    number = app.session_state["table of runs"].number
    edit(app, {0: {"name": emptied}})
    assert lab.result(runs[0]).annotation == Annotation()
    assert app.session_state["table of runs"].number > number
    assert list(table(app)["name"])[:1] == [NEWEST]


def test_a_run_without_a_name_is_called_by_its_network_and_when_it_began(
    visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]
) -> None:
    """Five rows were called mlp, and what told them apart was behind the edge."""
    now = time.time()
    meta = RunMeta(id="run-9", experiment=BASE, owner=owner_mark(ADA), created=now)
    RunFolder.create(lab.root, meta).append([event("finished", reason="completed", epochs=1, seconds=1.0)])
    app = visit(page="compare")
    called = time.strftime("small-cnn of %H:%M", time.localtime(now))
    assert list(table(app)["name"])[:2] == [called, NEWEST]
    edit(app, {0: {"name": "mine"}})
    assert lab.result("run-9").annotation.name == "mine"
    for usual in (called, "small-cnn"):
        edit(app, {0: {"name": usual}})
        assert lab.result("run-9").annotation.name == ""


def test_one_chosen_run_is_opened_on_the_desk(visit: Callable[..., AppTest], runs: list[str]) -> None:
    app = visit(page="compare")
    app.session_state["compared"] = [runs[2]]
    app.run()
    app.button(key="open on the desk").click().run()
    assert not app.error
    assert app.session_state["session"].experiment.training.batch_size == 16


def test_many_chosen_runs_are_deleted_and_brought_back(visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]) -> None:
    app = visit(page="compare")
    app.session_state["compared"] = runs
    app.run()
    app.button(key="delete now").click().run()
    assert lab.runs(ADA) == []
    assert len(table(app)) == 1
    app.button(key="undo deletion").click().run()
    assert [each.id for each in lab.runs(ADA)] == runs
    assert list(table(app)["chosen"]) == [True, True, True, False]
    assert len(table(app)) == 4
    assert not app.exception


def test_a_name_given_in_a_table_that_another_has_replaced_meanwhile_is_kept(
    visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]
) -> None:
    """Under load the browser still shows the former table when its cell is left."""
    app = visit(page="compare")
    number = app.session_state["table of runs"].number
    former = next(each.proto.id for each in app.dataframe if each.proto.id.endswith(f"table of runs {number}"))
    meta = RunMeta(id="run-9", experiment=BASE, owner=owner_mark(ADA), created=2e9)
    RunFolder.create(lab.root, meta).append([event("finished", reason="completed", epochs=1, seconds=1.0)])
    app.run()
    assert app.session_state["table of runs"].number > number
    cells = {"edited_rows": {1: {"name": "mine"}}, "added_rows": [], "deleted_rows": []}
    states = app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=former, string_value=json.dumps(cells)))
    app._run(states)
    assert not app.exception
    assert [lab.result(run).annotation.name for run in ("run-9", *runs)] == ["", "", "mine", ""]
    assert list(table(app)["name"])[2] == "mine"


def test_a_run_that_goes_on_changes_its_figures_in_the_table_that_is_there(
    visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]
) -> None:
    meta = RunMeta(id="run-9", experiment=BASE, owner=owner_mark(ADA), created=2e9)
    folder = RunFolder.create(lab.root, meta)
    app = visit(page="compare")
    number = app.session_state["table of runs"].number
    identity = app.dataframe[0].proto.id
    assert table(app)["ended"][0] == "interrupted"
    folder.append([event("finished", reason="completed", epochs=1, seconds=7.0)])
    app.run()
    assert (table(app)["ended"][0], table(app)["seconds"][0]) == ("finished", 7.0)
    assert app.session_state["table of runs"].number == number
    assert app.dataframe[0].proto.id == identity


def test_a_table_that_another_has_replaced_leaves_no_frame_in_memory(visit: Callable[..., AppTest], runs: list[str]) -> None:
    """Streamlit keeps what a widget calls back with as long as the tab is open."""
    app = visit(page="compare")
    former = app.session_state["table of runs"]
    app.text_input(key="words of runs").set_value("batches of 16").run()
    assert app.session_state["table of runs"] is not former
    assert not [each for each in vars(former).values() if isinstance(each, pd.DataFrame)]
    assert len(table(app)) == 1


def test_a_run_that_cannot_be_read_is_left_out_and_that_is_said(
    visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]
) -> None:
    for run, owner in ((runs[1], ADA), (runs[2], "ben")):
        (lab.root / run / "run.json").write_text(json.dumps({"schema": 1, "owner": owner_mark(owner)}))
    app = visit(page="compare")
    assert not app.exception
    assert len(table(app)) == 2  # one of Ada's, and the one that came with the app
    (said,) = [each.value for each in app.caption if "left out of all lists" in each.value]
    assert (
        said
        == ":material/warning: 1 of your runs cannot be read and is left out of all lists; the log of the app says which, and why."
    )
    (lab.root / runs[1] / "run.json").unlink()
    assert not [each for each in visit(page="compare").caption if "left out of all lists" in each.value]
