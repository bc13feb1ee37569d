"""A disk that does not take a desk: nothing is lost as long as the app runs, every page says so, and it is saved once it can be."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.storage.atomic_write import sync_folder
from pages.widgets.state import unsaved
from pages.widgets.state.desk_file import DeskFile
from tests.faults.bad_disk import KINDS, BadDisk, fill, remount, small_disk

ADA = "ada-" + "x" * 24
PAGES = ("data", "build", "train", "evaluate", "draw", "compare", "learn")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(unsaved, "RETRY_SECONDS", 0.05)
    yield
    unsaved._waiting.clear()


def said(app: AppTest) -> list[str]:
    assert not app.exception
    return [each.value.replace("\\", "") for each in app.warning if "Not saved" in each.value]


def set_epochs(app: AppTest, number: int) -> None:
    next(each for each in app.number_input if each.label.lower() == "epochs").set_value(number).run()


def epochs_of(app: AppTest) -> int:
    return int(app.session_state["session"].experiment.training.epochs)


def epochs_on_disk() -> int:
    saved = json.loads(DeskFile(ADA).path.read_bytes())
    return int(saved["desk"]["experiment"]["training"]["epochs"])


def wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_says_that_work_is_not_saved_and_why_until_it_is(visit, tmp_path: Path, kind: str) -> None:
    app = visit(ADA, "train")
    set_epochs(app, 3)
    with BadDisk(tmp_path / "desks", kind).installed() as disk:
        for number in (7, 9):
            set_epochs(app, number)
            (line,) = said(app)
            assert line.startswith(("Not saved, because the disk ", "Not saved, because this account"))
            assert not app.error
        for page in PAGES:
            app.switch_page(f"pages/{page}.py").run()
            assert said(app) == [line]
        assert epochs_of(app) == 9
        assert epochs_on_disk() == 3
        disk.heal()
        wait_until(lambda: DeskFile(ADA).trouble == "")  # a moment after the file is there, as its folder is synced too
        assert epochs_on_disk() == 9
    assert said(app.run()) == []


def test_a_reload_and_another_tab_find_what_is_in_memory_only(visit, tmp_path: Path) -> None:
    app = visit(ADA, "train")
    with BadDisk(tmp_path / "desks", "ENOSPC").installed() as disk:
        set_epochs(app, 7)
        again = visit(ADA, "train")
        assert epochs_of(again) == 7
        assert len(said(again)) == 1
        set_epochs(again, 8)
        app.run()
        assert epochs_of(app) == 8  # as for tabs whose work is saved
        disk.heal()
        wait_until(lambda: DeskFile(ADA).trouble == "")
    for tab in (app, again):
        tab.run()
        assert [each.value for each in tab.info if "another tab" in each.value] == []  # saving is no change
    assert epochs_of(visit(ADA, "train")) == 8


def test_somebody_else_is_not_told(visit, tmp_path: Path) -> None:
    app = visit(ADA, "train")
    with BadDisk(tmp_path / "desks", "ENOSPC").installed():
        set_epochs(app, 7)
        assert said(visit("bob-" + "x" * 24)) == []


def test_a_fault_of_the_app_does_not_call_a_network_safe_that_is_not(visit, tmp_path: Path, monkeypatch) -> None:
    from pages.widgets.shell import sidebar

    app = visit(ADA, "train")
    monkeypatch.setattr(sidebar, "_time_line", lambda: 1 // 0)
    with BadDisk(tmp_path / "desks", "EIO").installed():
        set_epochs(app, 7)
        (alert,) = app.sidebar.error
        assert "your network is not saved yet" in alert.value
    unsaved.save_waiting()
    assert "Your network and runs are safe" in app.run().sidebar.error[0].value


def test_a_run_that_cannot_be_saved_is_a_sentence_and_leaves_nothing_behind(visit, lab: Laboratory, tmp_path: Path) -> None:
    app = visit(ADA, "train")
    (tmp_path / "runs").mkdir(exist_ok=True)
    before = sorted((tmp_path / "runs").iterdir())
    with BadDisk(tmp_path / "runs", "ENOSPC", lambda name, number: name in ("write", "fsync")).installed():
        app.button(key="sidebar-train").click().run()
        assert not app.exception
        assert "cannot be saved" in app.error[0].value
        assert "the disk is full" in app.error[0].value
    assert sorted((tmp_path / "runs").iterdir()) == before


def test_an_error_in_a_callback_is_a_sentence_on_the_page(visit, monkeypatch) -> None:
    from pages.widgets.state import start_run

    app = visit(ADA, "train")
    monkeypatch.setattr(start_run, "obstacle", lambda experiment: 1 // 0)
    app.button(key="sidebar-train").click().run()
    assert not app.exception
    assert "went wrong here" in app.error[0].value
    assert app.number_input  # the page is there


def test_a_home_that_is_deleted_while_the_app_runs_costs_nothing_that_is_on_the_desk(
    visit, lab: Laboratory, tmp_path: Path
) -> None:
    import shutil

    app = visit(ADA, "train")
    set_epochs(app, 7)
    for each in tmp_path.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    for page in PAGES:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert not app.error
    assert epochs_on_disk() == 7
    app.button(key="sidebar-train").click().run()
    assert not app.error
    assert lab.state(app.session_state["session"].run).status in ("queued", "running")


def test_on_a_real_disk_that_is_full_or_read_only_it_is_the_same(visit, lab: Laboratory, tmp_path: Path) -> None:
    app = visit(ADA, "train")
    with small_disk(tmp_path / "desks", "1m") as desks:
        set_epochs(app, 3)
        for number, spoil, mend in (
            (7, lambda: fill(desks), lambda: (desks / "hog").unlink()),
            (9, lambda: remount(desks, "ro"), lambda: remount(desks, "rw")),
        ):
            spoil()
            set_epochs(app, number)
            assert len(said(app)) == 1
            mend()
            wait_until(lambda number=number: epochs_on_disk() == number)
            assert said(app.run()) == []
        sync_folder(desks)
