"""What a person reads where a disk does not do what a page wants of it: why, and what helps against that."""

import errno
import os

import pytest

from pages.widgets.shell.error_boundary import sentence_of


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_room_helps_where_there_is_none(number, tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    sentence = sentence_of(OSError(number, os.strerror(number)))
    assert f"Make room in {tmp_path}" in sentence


@pytest.mark.parametrize(
    ("number", "helps"),
    [
        (errno.EROFS, "Make it writable again."),
        (errno.EACCES, "Give this account the right to do so."),
        (errno.EIO, "Have the disk checked."),
        (errno.EMFILE, "Try again in a moment."),
    ],
)
def test_elsewhere_something_else_does(number, helps):
    sentence = sentence_of(OSError(number, os.strerror(number), "/some/where"))
    assert sentence.endswith(f" (/some/where). {helps}")
    assert "room" not in sentence
