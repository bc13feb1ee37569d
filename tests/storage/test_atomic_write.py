"""A save is all or nothing, whatever call of the system fails in the middle of it."""

import builtins
import errno
import os
from pathlib import Path

import numpy as np
import pytest

from cnn_core.runs.arrays import load_arrays, save_arrays
from cnn_core.storage.atomic_write import atomic_write

OLD, NEW = {"a": np.arange(5)}, {"a": np.arange(100_000)}


def full_disk(*arguments, **named):
    raise OSError(errno.ENOSPC, "No space left on device")


class FullFile:
    """A file on a disk that takes some bytes and no more."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def write(self, data):
        self.room -= len(data)
        if self.room < 0:
            full_disk()
        return self.file.write(data)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.file.close()

    def __getattr__(self, name):
        return getattr(self.file, name)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "weights.npz"
    save_arrays(path, OLD)
    return path


def still_old(path: Path) -> bool:
    alone = [file.name for file in path.parent.iterdir()] == [path.name]
    return alone and np.array_equal(load_arrays(path)["a"], OLD["a"])


def test_what_was_saved_is_read_back(saved):
    assert still_old(saved)


def test_a_new_save_replaces_the_old_one(saved):
    save_arrays(saved, NEW)
    assert len(load_arrays(saved)["a"]) == 100_000


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_error_of_the_disk_leaves_the_old_file(saved, monkeypatch, call):
    monkeypatch.setattr(os, call, full_disk)
    with pytest.raises(OSError, match="No space left"):
        save_arrays(saved, NEW)
    monkeypatch.undo()
    assert still_old(saved)


@pytest.mark.parametrize("room", [0, 1, 30, 200, 4096, 100_000, 799_000])
def test_a_disk_that_fills_up_after_some_bytes_leaves_the_old_file(saved, monkeypatch, room):
    real_open = builtins.open
    monkeypatch.setattr(builtins, "open", lambda path, mode="r", *rest: FullFile(real_open(path, mode, *rest), room))
    with pytest.raises(OSError, match="No space left"):
        save_arrays(saved, NEW)
    monkeypatch.undo()
    assert still_old(saved)


def test_an_error_of_the_folders_own_fsync_comes_after_the_new_file_is_whole(saved, monkeypatch):
    real, calls = os.fsync, []
    monkeypatch.setattr(os, "fsync", lambda handle: full_disk() if calls else calls.append(real(handle)))
    with pytest.raises(OSError, match="No space left"):
        save_arrays(saved, NEW)
    monkeypatch.undo()
    assert len(load_arrays(saved)["a"]) == 100_000


def test_an_interrupt_in_the_middle_leaves_the_old_file(saved):
    def interrupted():
        with atomic_write(saved) as file:
            file.write(b"half of a new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert still_old(saved)


def test_a_file_that_was_never_there_stays_away_after_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError, match="No space left"), atomic_write(tmp_path / "run.json") as file:
        file.write(b"{}")
    assert list(tmp_path.iterdir()) == []


def test_the_bytes_are_on_the_disk_before_the_name_is(saved, monkeypatch):
    order = []
    for call in ("fsync", "replace"):
        real = getattr(os, call)
        monkeypatch.setattr(os, call, lambda *a, real=real, call=call: (order.append(call), real(*a)))
    save_arrays(saved, NEW)
    assert order[:2] == ["fsync", "replace"]
