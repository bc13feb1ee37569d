"""What a full disk took of some events is taken back: no half line stands in the journal, and they can be added again."""

import builtins
import errno
import os

import pytest

from cnn_core.runs.journal import append_events, read_events
from cnn_core.training.events import event

EVENTS = [event("phase", words=str(number)) for number in range(3)]


class Full:
    """A file of which the disk takes some bytes more and refuses the rest."""

    def __init__(self, file, room):
        self._file, self._room = file, room

    def write(self, data):
        if not self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        took = self._file.write(data[: self._room])
        self._file.flush()
        self._room -= took
        return took

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()

    def __getattr__(self, name):
        return getattr(self._file, name)


@pytest.mark.parametrize("room", [0, 1, 30, 70, 90])
def test_all_or_none_of_the_events_are_there(tmp_path, monkeypatch, room):
    path = tmp_path / "events.jsonl"
    append_events(path, EVENTS[:1])
    before = path.read_bytes()
    real = builtins.open
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "open", lambda *given, **named: Full(real(*given, **named), room))
        with pytest.raises(OSError, match="No space"):
            append_events(path, EVENTS[1:])
    assert path.read_bytes() == before
    append_events(path, EVENTS[1:])
    assert list(read_events(path)) == EVENTS
