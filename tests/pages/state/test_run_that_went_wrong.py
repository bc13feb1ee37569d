"""The chosen run is damaged, or its folder deleted behind the app's back: the page says so, and another run can be chosen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import RunFolder
from tests.engine.fake_engine import FakeEngines, batches, started
from tests.pages.train.shown_run import PERSON, SEVEN, show

LINES = [{**SEVEN[2], "loss": "x"}, {**SEVEN[2], "epoch": -1}, {**SEVEN[2], "time": float("nan")}, {**SEVEN[2], "time": None}]


def texts(app: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in [*app.info, *app.caption])


def train_button(app: AppTest) -> bool:
    return any(each.key == "sidebar-train" for each in app.button)


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_line_with_a_wrong_value_is_left_out_and_said_and_the_pages_live(
    visit: Callable[..., AppTest], tmp_path: Path, line: dict[str, object]
) -> None:
    app = show(visit, tmp_path, [*SEVEN[:2], line, *SEVEN[3:]])
    assert (list(app.error), list(app.exception)) == ([], [])
    assert "1 line of this run's record cannot be understood and is left out" in texts(app)
    assert train_button(app)
    assert app.session_state["session"].run == "run"
    for page in ("evaluate", "draw", "explain"):
        other = visit(PERSON, page)
        assert train_button(other)
        assert not any("cannot be understood" in each.value for each in other.error)


@pytest.mark.parametrize("file", ["run.json", "events.jsonl"])
def test_a_run_that_cannot_be_read_gives_way_to_the_network_that_came_with_the_app(
    visit: Callable[..., AppTest], tmp_path: Path, file: str
) -> None:
    app = show(visit, tmp_path, SEVEN)
    path = tmp_path / "runs" / "run" / file
    path.unlink()
    path.mkdir()
    app.run()
    assert list(app.error) == []
    assert file in texts(app)
    assert "choose another run on Compare" in texts(app)
    assert train_button(app)
    assert visit(PERSON, "train").session_state["session"].run == "pretrained"


def test_watched_images_that_do_not_fit_the_run_are_not_shown(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, SEVEN)
    folder = RunFolder(tmp_path / "runs" / "run")
    first = folder.events()[0]
    for rows, answers in (([10**9], [[1, 0.5]]), ([0, 1], [[1, 0.5]]), ([0], [[77, 0.5]])):
        events = [{**first, "watched": rows}, *({**each, "watched": answers} for each in SEVEN)]
        (folder.path / "events.jsonl").write_text("".join(json.dumps(each) + "\n" for each in events))
        app.session_state["session"].show_run("pretrained")
        app.run()
        app.session_state["session"].show_run("run")
        app.run()
        assert (list(app.error), list(app.exception)) == ([], [])


def test_a_run_whose_folder_is_deleted_while_it_trains_is_said_to_be_gone(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, tmp_path: Path
) -> None:
    app = visit(PERSON, "train")
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    job.send(started(), batches(1, 2.0))
    lab.wait(job.run, lambda state: bool(state.points), 10)
    shutil.rmtree(tmp_path / "runs")
    app.run()
    assert "was deleted, not by CNN Lab: nothing of it is left" in texts(app)
    app.run()
    assert "was deleted" not in texts(app)
