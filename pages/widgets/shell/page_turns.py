"""Pages are drawn a few at a time, in the order in which they were asked for."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE, LONG = 2, 0.3


class Turns:
    """Lets so many threads at once through, first come, first served; one that takes longer than `long` seconds no longer counts.

    Python runs one thread at a time: thirty pages that are drawn at once are all ready at the end, two at a time most of them long before, and
    less is lost to the change from one to the other. What takes long waits for something, and holds nobody up.
    """

    def __init__(self, at_once: int = AT_ONCE, long: float = LONG) -> None:
        self._at_once, self._long = at_once, long
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._began: dict[threading.Event, float] = {}

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for a turn, and has it for as long as the context lasts."""
        mine = threading.Event()
        with self._lock:
            self._waiting.append(mine)
            self._let_through()
        while not mine.wait(self._long):
            with self._lock:
                self._let_through()
        try:
            yield
        finally:
            with self._lock:
                del self._began[mine]
                self._let_through()

    def _let_through(self) -> None:
        now = time.monotonic()
        at_work = sum(now - began < self._long for began in self._began.values())
        while self._waiting and at_work < self._at_once:
            first = self._waiting.popleft()
            self._began[first], at_work = now, at_work + 1
            first.set()
