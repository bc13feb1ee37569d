"""A home that this account may not enter, for a while or from the start: every page is there, and nothing in it is taken for deleted."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.storage.private import close_to_others
from cnn_core.storage.reach import is_gone, matching
from pages.widgets.state import unsaved
from pages.widgets.state.desk_file import DeskFile
from tests.pages.train.shown_run import PERSON, SEVEN, show

PAGES = ("data", "build", "train", "evaluate", "draw", "explain", "compare", "learn")
CALLS = ("stat", "lstat", "open", "listdir", "scandir", "mkdir", "rename", "replace", "unlink", "utime", "chmod")


@contextmanager
def out_of_reach(home: Path) -> Iterator[None]:
    """Every call of the system on what is below the home is refused, as to an account without the right to enter it: whoever runs the
    tests as root has that right everywhere."""
    with pytest.MonkeyPatch.context() as patch:

        def closed(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(place: Any, *rest: Any, **named: Any) -> Any:
                if isinstance(place, str | os.PathLike) and os.fspath(place).startswith(f"{home}{os.sep}"):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(place))
                return real(place, *rest, **named)

            return call

        for name in CALLS:
            patch.setattr(os, name, closed(getattr(os, name)))
        opened = closed(builtins.open)
        patch.setattr(builtins, "open", opened)
        patch.setattr(io, "open", opened)
        yield


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    yield
    unsaved._waiting.clear()
    unsaved._spared.clear()


def told(app: AppTest) -> str:
    assert (list(app.exception), list(app.error)) == ([], [])
    return " ".join(each.value.replace("\\", "") for each in app.info)


def test_every_page_is_there_meanwhile_and_the_work_afterwards(
    visit: Callable[..., AppTest], lab: Laboratory, tmp_path: Path
) -> None:
    app = show(visit, tmp_path, SEVEN)
    with out_of_reach(tmp_path):
        said = told(app.run())
        assert "run.json cannot be read" in said
        assert "deleted" not in said
        for page in PAGES:
            told(app.switch_page(f"pages/{page}.py").run())
    unsaved.save_waiting()
    told(app.run())
    app.session_state["session"].show_run("run")
    assert lab.state("run").status == "finished"


def test_whoever_comes_while_it_is_is_told_why_their_work_is_not_there(
    visit: Callable[..., AppTest], lab: Laboratory, tmp_path: Path
) -> None:
    show(visit, tmp_path, SEVEN)
    saved = DeskFile(PERSON).path.read_bytes()
    with out_of_reach(tmp_path):
        app = visit(PERSON, "compare")
        assert "cannot be read now, because this account may not read or write there" in told(app)
    assert "can be read again" in told(app.run())
    assert app.session_state["session"].run == "run"
    assert DeskFile(PERSON).path.read_bytes() == saved


def test_a_folder_out_of_reach_is_not_gone_and_holds_nothing_that_could_be_listed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    assert is_gone(inside)
    inside.mkdir()
    (inside / "own-1").mkdir()
    assert not is_gone(inside)
    assert [each.name for each in matching(inside, "own-*")] == ["own-1"]
    with out_of_reach(tmp_path):
        assert not is_gone(inside)
        assert list(matching(inside, "own-*")) == []


def test_a_server_whose_home_is_out_of_reach_starts(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    with out_of_reach(tmp_path):
        close_to_others(tmp_path / "home")
