"""Work in a thread of its own, looked at now and then by whoever waits for it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from cnn_core.errors import LabError
from cnn_core.storage.log import app_log

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
LOG = logging.getLogger("cnn_lab.data")
FAULT = "Something in the app itself went wrong here: nothing was changed. The details are in {}."


class _Cancelled(Exception):
    """Ends the work from within its progress."""


class Background(Generic[Result]):
    """Runs `work(progress)` at once. When it has `ended` there is an `answer`, or a `problem` as a sentence, or it was cancelled."""

    def __init__(self, work: Callable[[Progress], Result], clock: Callable[[], float] = time.monotonic) -> None:
        self.done = self.total = 0
        self._clock = clock
        self._first: tuple[float, int] | None = None
        self.answer: Result | None = None
        self.problem = ""
        self._cancelled, self._ended = threading.Event(), threading.Event()
        threading.Thread(target=self._run, args=(work,), name="background", daemon=True).start()

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    @property
    def part(self) -> float:
        """How much is done, from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at the speed since the first progress; None until there is one."""
        if self._first is None or self.done <= self._first[1]:
            return None
        began, before = self._first
        return (self.total - self.done) * (self._clock() - began) / (self.done - before)

    @property
    def cancelled(self) -> bool:
        """Whether it has been told to end."""
        return self._cancelled.is_set()

    def wait(self, timeout: float) -> bool:
        """Waits until it has ended; False if that takes longer."""
        return self._ended.wait(timeout)

    def cancel(self) -> None:
        """Ends the work the next time that it tells its progress."""
        self._cancelled.set()

    def _progress(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            raise _Cancelled
        self.done, self.total = done, total
        if self._first is None:
            self._first = (self._clock(), done)

    def _run(self, work: Callable[[Progress], Result]) -> None:
        try:
            self.answer = work(self._progress)
        except _Cancelled:
            self.problem = "Cancelled."
        except LabError as error:
            self.problem = str(error)
        except Exception:  # a thread that died silently would leave its page waiting
            LOG.exception("Work in the background failed")
            self.problem = FAULT.format(app_log())
        finally:
            self._ended.set()
