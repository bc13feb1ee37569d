"""The interface of an engine for the laboratory. The real one is `dask_client.connection.Connection`; tests have a fake."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from cnn_core.engine.protocol.job import Batch, Checkpoint, Job, Message, Report
from cnn_core.engine.protocol.status import Slots
from cnn_core.errors import EngineError
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays


@dataclass(frozen=True)
class Listener:
    """Receives the messages of an engine; both functions return immediately and may be called from any thread.

    `message` takes a message of a running job; `slots` the slots that there are now.
    """

    message: Callable[[Message], None]
    slots: Callable[[Slots], None]


class EngineGone(EngineError):
    """The engine ended while it had a job; the sentence says how."""


class Computer(Protocol):
    """What computes for networks that are there: an engine, or this very process."""

    def predict(self, architecture: Architecture, weights: Arrays, key: str, images: Batch, timeout: float) -> Batch:
        """Probabilities (n, classes) for scaled images (n, h, w, c); `key` names the weights."""

    def run_side_task(self, function: Callable[..., Any], *arguments: Any, timeout: float) -> Any:
        """What a coroutine function of cnn_core.engine.worker.side_tasks gives back, run in a prediction worker."""


class EngineClient(Computer, Protocol):
    """An engine that is up. All calls may come from any thread; EngineError if the engine is gone."""

    def train(self, job: Job) -> Report:
        """Trains on a free worker and returns when the job has ended, however it ended; EngineGone if the engine ended first.

        `job.topic` is filled in here.
        """

    def open_beside(self) -> None:
        """Asks for slots beside those that there are, for small networks. They come later, or not where there is no room for them."""

    def refresh(self, worker: str) -> None:
        """Restarts a worker that has no job, and returns when it is ready or cannot be restarted."""

    def signal(self, run: str, name: str, on: bool) -> None:
        """Sets or clears "stop", "pause", "batch", "epoch", "slower" or "faster" for a run; a training clears the last four itself."""

    def collect(self, worker: str, run: str, epoch: int) -> AbstractContextManager[Checkpoint | None]:
        """Fetches a checkpoint that a message announced; None if the worker has it no longer. At the end of the context the
        worker is told that it is saved."""

    def wait(self) -> str:
        """Returns when the engine has ended, and says how: "was killed (signal 9) ..."."""

    def close(self) -> None:
        """Ends the engine if it was started here, else disconnects. `wait` then returns."""


Connect = Callable[[Listener], EngineClient]
