"""events.jsonl: a run's events, one JSON object a line, only ever added to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from cnn_core.errors import RunError, SpecError
from cnn_core.storage.regular import open_regular
from cnn_core.training.events import Event
from cnn_core.training.fold import fold, understood

CHEAP = ("batches", "phase")
INHERITED = ("batches", "epoch", "rate")


def append_events(path: Path, events: Sequence[Event]) -> None:
    """Adds the events, all or none: what a full disk took of them is taken back. A half-written last line, left by a crash, is closed
    first, so that nothing glues to it.

    Waits for the disk (fsync), except for points of the curve and phases: they come ten times a second and a lost one is no harm.
    """
    if not events:
        return
    lines = "".join(json.dumps(each, separators=(",", ":")) + "\n" for each in events)
    with open(path, "a+b", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        if before:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                lines = "\n" + lines
        left = lines.encode()
        try:
            while left:  # a disk that becomes full takes a part, and refuses the rest
                left = left[file.write(left) :]
            if any(each.get("event") not in CHEAP for each in events):
                os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                file.truncate(before)
            raise


def read_events(path: Path) -> Iterator[Event]:
    """The events in their order. Lines that a crash left half-written are passed over; a run without the file has no events."""
    try:
        with open_regular(path) as file:
            for line in file:
                try:
                    value = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(value, dict):
                    yield value
    except FileNotFoundError:
        return
    except OSError as error:
        raise RunError(f"{path} cannot be read ({error.strerror}).") from None


def check_events(path: Path) -> None:
    """RunError unless every event can be understood."""
    try:
        fold(read_events(path))
    except SpecError as error:
        raise RunError(f"{path} holds an event that cannot be understood: {error}") from None


def until_epoch(events: Iterator[Event], epoch: int) -> Iterator[Event]:
    """Of a run's events those that a run inherits which goes on after this epoch: the curves, what they are counted in, and rates set
    by hand."""
    for each in events:
        name = each.get("event")
        if (name == "started" or name in INHERITED) and understood(each) and (name == "started" or each["epoch"] <= epoch):
            yield each
