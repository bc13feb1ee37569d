"""Ctrl-C as a request to stop a training."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType

from cnn_core.training.interface import Step


class Interrupts:
    """The Control of a training in a terminal: once `armed`, the first Ctrl-C asks it to stop, and a second one raises.

    Before that nothing is worth keeping, and the first one raises KeyboardInterrupt. A context of the main thread.
    """

    def __init__(self) -> None:
        self.armed = False
        self._stopped = False

    def stopped(self) -> bool:
        return self._stopped

    def paused(self) -> bool:
        return False

    def rate_factors(self) -> list[float]:
        return []

    def step(self) -> Step:
        return ""

    def __enter__(self) -> Interrupts:
        self._before = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._stopped or not self.armed:
            raise KeyboardInterrupt
        self._stopped = True
