"""Stops and pauses a running training."""

from __future__ import annotations

import time
from collections.abc import Callable

from cnn_core.training.events import Event, event
from cnn_core.training.interface import Control

LOOK_EVERY = 0.1


class Stopped(Exception):
    """A person stopped the training. Raised through `fit`, so that it ends immediately."""


class RunControl:
    """Asks the control at most 10 times per second. Its clock stops while the training is paused; a stop is final."""

    def __init__(self, control: Control, emit: Callable[[Event], None]) -> None:
        self._control, self._emit = control, emit
        self._next_look = 0.0
        self._paused = 0.0
        self._stopped = False

    def clock(self) -> float:
        """Seconds of training, from an arbitrary start."""
        return time.perf_counter() - self._paused

    def check(self) -> None:
        """Returns at once, or at the end of a pause; raises Stopped, from then on every time."""
        if self._stopped:
            raise Stopped
        now = time.perf_counter()
        if now < self._next_look:
            return
        self._stopped = self._control.stopped()
        if not self._stopped and self._control.paused():
            self._emit(event("paused"))
            self._stopped = self._wait()
            self._paused += time.perf_counter() - now
            self._emit(event("resumed"))
        self._next_look = time.perf_counter() + LOOK_EVERY
        if self._stopped:
            raise Stopped

    def _wait(self) -> bool:
        """Until the pause ends or the training is stopped; True if stopped."""
        while True:
            time.sleep(LOOK_EVERY)
            if self._control.stopped():
                return True
            if not self._control.paused():
                return False
