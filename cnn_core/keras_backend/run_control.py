"""Stops, pauses and steps through a running training."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from cnn_core.training.events import Event, event
from cnn_core.training.interface import Control, Step

WHILE_PAUSED = 0.05


class Stopped(Exception):
    """A person stopped the training. Raised through `fit`, so that it ends immediately."""


class TimeUp(Exception):
    """The minutes that the training may take are over. Raised through `fit`, too."""


def nothing(factor: float) -> None:
    """What becomes of a wish for another learning rate while nothing is fitted."""


class RunControl:
    """Asks the control whenever it is checked. Its clock stops while the training is paused; a stop is final."""

    def __init__(self, control: Control, emit: Callable[[Event], None]) -> None:
        self._control, self._emit = control, emit
        self._paused = 0.0
        self._stopped = False
        self._step: Step = ""
        self.on_rate = nothing
        """Is told what the learning rate is to be multiplied by, in a pause too: who changes it there sees at once what it is."""

    def clock(self) -> float:
        """Seconds of training, from an arbitrary start."""
        return time.perf_counter() - self._paused

    def check(self) -> None:
        """Returns at once, or at the end of a pause or with a step to take; raises Stopped, from then on every time."""
        if self._stopped:
            raise Stopped
        self._stopped = self._control.stopped()
        if not self._stopped and not self._step and self._control.paused():
            began = time.perf_counter()
            self._emit(event("paused"))
            self._stopped = self._wait()
            self._paused += time.perf_counter() - began
            self._emit(event("resumed"))
        if self._stopped:
            raise Stopped

    def look_at_rate(self) -> None:
        """Passes on what the learning rate is to be multiplied by since the last look, if it is to change."""
        if (factor := math.prod(self._control.rate_factors())) != 1:
            self.on_rate(factor)

    def batch_done(self) -> None:
        """`check` after an execution, which ends the step of one batch."""
        self._done("batch")

    def epoch_done(self) -> None:
        """`check` after the validation of an epoch, which ends the step of one epoch."""
        self._done("epoch")

    def _done(self, step: Step) -> None:
        if self._step == step:
            self._step = ""
        self.check()

    def _wait(self) -> bool:
        """Until the pause ends, a step is asked for, or the training is stopped; True if stopped."""
        while True:
            time.sleep(WHILE_PAUSED)
            if self._control.stopped():
                return True
            self.look_at_rate()
            self._step = self._control.step()
            if self._step or not self._control.paused():
                return False
