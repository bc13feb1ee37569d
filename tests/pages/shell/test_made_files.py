"""Files made at a click, and the clearing up that follows every run of a page."""

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from pages.widgets.shell import made_files


@pytest.fixture
def manager():
    made_files.keep_made_files()
    return MediaFileManager(MemoryMediaFileStorage("/media"))


def name_of(address):
    return address.removeprefix("/media/")


def ask(manager):
    return manager.add_deferred(lambda: "a,b", "text/csv", "1.2", "table.csv")


def runs_of_others(manager, number):
    for _ in range(number):
        manager.remove_orphaned_files()


def test_streamlit_still_drops_a_made_file_after_two_runs_of_anybody(manager):
    name = name_of(made_files.SHIPPED["execute_deferred"](manager, ask(manager)))
    runs_of_others(manager, 2)
    assert manager.read_file(name) is None


def test_a_made_file_is_there_until_the_browser_had_time_to_come_for_it_and_is_dropped_then(manager, monkeypatch):
    name = name_of(manager.execute_deferred(ask(manager)))
    runs_of_others(manager, 5)
    assert manager.read_file(name).content == b"a,b"
    manager.clear_session_refs()
    runs_of_others(manager, 5)
    assert manager.read_file(name).content == b"a,b"
    later = made_files.time.monotonic() + made_files.KEPT_SECONDS + 1
    monkeypatch.setattr(made_files.time, "monotonic", lambda: later)
    runs_of_others(manager, 1)
    assert manager.read_file(name) is None
