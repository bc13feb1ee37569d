"""The sandboxed side: what a process says on stdout, one line of JSON at a time, while it reads a file."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

EVERY, BEAT = 0.1, 0.3
"""Seconds between two lines of progress, and between two signs of life."""


class Voice:
    """Says [done, total], at most ten times per second, and sentences."""

    def __init__(self) -> None:
        self._last = 0.0

    def progress(self, done: int, total: int) -> None:
        if time.monotonic() - self._last > EVERY:
            self._last = time.monotonic()
            say([done, total])


@contextmanager
def signs_of_life() -> Iterator[None]:
    """Says null now and then, so that whoever listens can end the work while there is nothing to tell."""
    over = threading.Event()
    beat = threading.Thread(target=_beat, args=(over,), daemon=True)
    beat.start()
    try:
        yield
    finally:  # a thread that holds stdout when Python ends aborts the process
        over.set()
        beat.join()


def say(value: object) -> None:
    """In one piece: two threads speak."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _beat(over: threading.Event) -> None:
    while not over.wait(BEAT):
        say(None)
