"""A key is bound once, to the place of its first use."""

import errno
import logging
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from cnn_core.storage import owner_place
from cnn_core.storage.known_places import KnownPlaces
from cnn_core.storage.other_end import SERVER
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.owner_place import bind, place_of, reserve

KEY = "ada-" + "x" * 28
DAMAGED = {
    "empty": b"",
    "cut off": b'{"place": "acc',
    "no JSON": b"\xff\x00\x1b" * 100,
    "a list": b"[]",
    "nothing": b"null",
    "a number": b'{"place": 7}',
    "no number": b'{"place": NaN}',
    "another word": b'{"place": "everybody"}',
    "no word": b'{"place": ""}',
    "deep": b"[" * 100_000,
    "deep and short": b"[" * 990,
    "long": b'{"place": "account 1000"}' + b" " * 2_000_000,
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="no named pipes, and links want a right of their own")


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    restart(monkeypatch)
    return tmp_path / "browsers" / owner_file_name(KEY)


def restart(monkeypatch):
    """As another process would begin."""
    monkeypatch.setattr(owner_place, "_known", KnownPlaces(owner_place.REMEMBERED))
    owner_place._written.clear()
    owner_place._refused.clear()


def closed_to_others(place):
    """Bound to the server's account, which writes it anew."""
    assert [bind(KEY, "account 1001") for _ in range(2)] == [SERVER, SERVER] == [place_of(KEY)] * 2
    assert not place.is_file() or b"1001" not in place.read_bytes()
    assert bind(KEY, SERVER) == bind(KEY, "account 1001") == SERVER


def test_the_first_place_stays():
    assert place_of(KEY) is None
    assert bind(KEY, "account 1000") == "account 1000"
    assert bind(KEY, "account 1001") == place_of(KEY) == "account 1000"


def test_of_two_at_a_time_the_first_has_it():
    with ThreadPoolExecutor(8) as pool:
        for number in range(50):
            key = f"key-{number}-{'x' * 24}"
            got = set(pool.map(lambda account, key=key: bind(key, f"account {account}"), range(8)))
            assert got == {place_of(key)}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_file_that_cannot_be_understood_is_of_the_server_alone(place, content, caplog):
    place.parent.mkdir()
    place.write_bytes(content)
    with caplog.at_level(logging.WARNING, "cnn_lab"):
        closed_to_others(place)
    assert place.read_bytes() == b'{"place": "the server\'s account"}'
    (said,) = caplog.messages
    assert str(place) in said


@posix
@pytest.mark.parametrize("kind", ["pipe", "loop", "link to nowhere", "link to a device"])
def test_nor_does_what_is_no_file_make_it_free(place, kind):
    place.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to({"loop": place, "link to nowhere": place.parent / "none", "link to a device": "/dev/zero"}[kind])
    closed_to_others(place)
    assert place.is_file()
    assert not place.is_symlink()


def test_a_folder_in_its_place_stays_closed(place, monkeypatch):
    place.mkdir(parents=True)
    closed_to_others(place)
    restart(monkeypatch)
    closed_to_others(place)


@posix
@pytest.mark.parametrize("wrong", ["a file", "a link to nowhere"])
def test_what_is_no_folder_makes_no_key_free(place, wrong):
    place.parent.write_text("") if wrong == "a file" else place.parent.symlink_to("none")
    closed_to_others(place)


def test_who_had_it_before_it_was_damaged_keeps_it_while_the_server_runs(place):
    bind(KEY, "account 1000")
    place.write_text("{")
    assert bind(KEY, SERVER) == bind(KEY, "account 1000") == "account 1000"
    assert place.read_text() == '{"place": "account 1000"}'


@pytest.mark.parametrize("gone", ["file", "folder", "home"])
@pytest.mark.parametrize("looked_at", [False, True])
def test_a_file_that_is_deleted_makes_nothing_free_while_the_server_runs(place, gone, looked_at, monkeypatch):
    """Bound by this process, or by one before and only looked at by this one."""
    bind(KEY, "account 1000")
    if looked_at:
        restart(monkeypatch)
        place_of(KEY)
    place.unlink() if gone == "file" else shutil.rmtree(place.parent if gone == "folder" else place.parent.parent)
    assert bind(KEY, "account 1001") == place_of(KEY) == "account 1000"
    assert not place.exists()
    assert bind(KEY, "account 1000") == "account 1000"
    assert place.read_text() == '{"place": "account 1000"}'


def test_once_the_server_was_started_again_a_deleted_file_has_made_it_free(place, monkeypatch):
    bind(KEY, "account 1000")
    place.unlink()
    restart(monkeypatch)
    assert bind(KEY, "account 1001") == place_of(KEY) == "account 1001"


def test_what_the_disk_does_not_take_is_remembered_and_written_later(place, monkeypatch, caplog):
    def full(path, sync):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk, caplog.at_level(logging.WARNING, "cnn_lab"):
        disk.setattr(owner_place, "atomic_write", full)
        assert bind(KEY, "account 1000") == "account 1000"
        assert bind(KEY, "account 1001") == place_of(KEY) == "account 1000"
        bind("bob-" + "x" * 28, "account 1001")
    (said,) = caplog.messages
    assert "No space left" in said
    assert bind(KEY, "account 1001") == "account 1000"
    assert not place.exists()
    bind(KEY, "account 1000")
    restart(monkeypatch)
    assert place_of(KEY) == "account 1000"


def test_a_key_that_was_given_away_is_of_nobody_else_and_takes_no_file(place):
    reserve(KEY, "account 1000")
    assert bind(KEY, "account 1001") == place_of(KEY) == "account 1000"
    assert not place.parent.exists()
    assert bind(KEY, "account 1000") == "account 1000"
    assert place.exists()


@pytest.mark.parametrize(
    ("code", "short"), [(errno.EMFILE, True), (errno.ENFILE, True), (errno.EIO, False), (errno.EACCES, False)]
)
def test_a_file_that_cannot_be_read(code, short, monkeypatch):
    """For want of means, which another account can bring about, nothing is said of it; else it is of the server's account."""

    def no_file(path):
        raise OSError(code, "")

    bind(KEY, "account 1000")
    monkeypatch.setattr(owner_place, "open_regular", no_file)
    assert place_of(KEY) == "account 1000"
    restart(monkeypatch)
    if short:
        with pytest.raises(OSError):  # noqa: PT011
            place_of(KEY)
    else:
        assert place_of(KEY) == SERVER


def test_keys_that_somebody_makes_up_take_no_room_and_no_place_of_others(place, monkeypatch):
    monkeypatch.setattr(owner_place, "MOST", 3)
    for number in range(9):
        assert bind(f"key-{number}-{'x' * 24}", "account 1001") == "account 1001"
    assert len(list(place.parent.iterdir())) == 3
    assert bind(KEY, "account 1000") == place_of(KEY) == "account 1000"


def test_whoever_makes_up_keys_has_none_of_others_forgotten(place, monkeypatch):
    monkeypatch.setattr(owner_place, "_known", KnownPlaces(4))
    bind(KEY, "account 1000")
    place.unlink()
    for number in range(9):
        reserve(f"key-{number}-{'x' * 24}", "account 1001")
    assert place_of(KEY) == "account 1000"
    assert [place_of(f"key-{number}-{'x' * 24}") for number in range(9)] == [None] * 6 + ["account 1001"] * 3
