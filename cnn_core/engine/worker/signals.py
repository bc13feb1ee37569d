"""Stop, pause and steps: flags that the app sets and a training reads, carried by `distributed.Event`."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from concurrent.futures import Future
from types import TracebackType
from typing import Any, get_args

from distributed import Worker

from cnn_core.training.interface import RATE_CHANGES, Step

ASK_AGAIN = 20.0
WHILE_PAUSED = 0.1


def name_of(signal: str, run: str) -> str:
    """The name of the distributed.Event for a flag ("stop", "answered", "pause", "batch", "epoch", "slower", "faster", "begun") of a run."""
    return f"cnn-lab-{signal}-{run}"


def begin(worker: Worker, run: str) -> bool:
    """Marks a run as begun; False if it is marked already: then its first worker died, and Dask reassigned the job."""

    async def mark() -> bool:
        if await worker.scheduler.event_is_set(name=name_of("begun", run)):
            return False
        await worker.scheduler.event_set(name=name_of("begun", run))
        return True

    return asyncio.run_coroutine_threadsafe(mark(), worker.loop.asyncio_loop).result(ASK_AGAIN)


class Signals:
    """The Control of a training in a worker.

    Two coroutines on the worker's own event loop wait for the scheduler to say that a flag is set, so that to look costs nothing
    and a click arrives within a round trip. A stop is answered by a flag of its own as soon as it is here: who set it knows then that
    the process is alive, though its training may be in the middle of a compilation. Used as a context: at its end the coroutines end.
    """

    def __init__(self, worker: Worker, run: str) -> None:
        self._worker, self._run = worker, run
        self._stop, self._pause = threading.Event(), threading.Event()
        self._step: Step = ""
        self._factors: deque[float] = deque()
        self._watches: list[Future[None]] = []

    def stopped(self) -> bool:
        return self._stop.is_set()

    def paused(self) -> bool:
        return self._pause.is_set()

    def rate_factors(self) -> list[float]:
        return [self._factors.popleft() for _ in range(len(self._factors))]

    def step(self) -> Step:
        taken, self._step = self._step, ""
        return taken

    def __enter__(self) -> Signals:
        loop: Any = self._worker.loop.asyncio_loop
        watches = self._watch_stop(), self._watch_pause(), *(self._watch_rate(*change) for change in RATE_CHANGES.items())
        self._watches = [asyncio.run_coroutine_threadsafe(watch, loop) for watch in watches]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for watch in self._watches:
            watch.cancel()

    async def _wait(self, signal: str) -> None:
        """Returns when the flag is set. Each request waits at the scheduler for a while, and ends there by itself if nobody listens."""
        while not await self._worker.scheduler.event_wait(name=name_of(signal, self._run), timeout=ASK_AGAIN):
            pass

    async def _watch_stop(self) -> None:
        await self._wait("stop")
        self._stop.set()
        await self._worker.scheduler.event_set(name=name_of("answered", self._run))

    async def _watch_rate(self, signal: str, factor: float) -> None:
        while True:
            await self._wait(signal)
            await self._worker.scheduler.event_clear(name=name_of(signal, self._run))
            self._factors.append(factor)

    async def _watch_pause(self) -> None:
        while True:
            await self._wait("pause")
            self._pause.set()
            while await self._worker.scheduler.event_is_set(name=name_of("pause", self._run)):
                await self._look_for_steps()
                await asyncio.sleep(WHILE_PAUSED)
            self._pause.clear()

    async def _look_for_steps(self) -> None:
        scheduler, steps = self._worker.scheduler, get_args(Step)
        for step in steps:
            if step and await scheduler.event_is_set(name=name_of(step, self._run)):
                await scheduler.event_clear(name=name_of(step, self._run))
                self._step = step
