"""The checkpoints of one run on their way from a worker to the disk."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from cnn_core.engine.protocol.job import Checkpoint
from cnn_core.runs import RunFolder

log = logging.getLogger("cnn_lab.recorder")

Fetch = Callable[[str, str, int], AbstractContextManager[Checkpoint | None]]
"""Gets a checkpoint: the worker's address, the run, the epoch. None if it is not to be had. The worker keeps it to the context's end."""

Settled = Callable[[int, OSError | None], None]
"""Is told that a checkpoint is done with: its epoch, or 0 if it was not to be had, and the error if the disk refused it."""


class Checkpoints:
    """Fetches and saves a run's checkpoints one at a time, the newest of those that wait first: it is what a run goes on from.

    Each has a thread of its own, which calls `settled` in the end, so that no event waits for it. All methods but `join` belong
    to the thread of the recorder.
    """

    def __init__(self, folder: RunFolder, fetch: Fetch, settled: Settled) -> None:
        self._folder, self._fetch, self._settled = folder, fetch, settled
        self._announced: list[tuple[str, int]] = []
        self._thread: threading.Thread | None = None
        self.last = max(folder.epochs(), default=0)

    @property
    def under_way(self) -> bool:
        """Whether one is being fetched or saved, or waits for that."""
        return self._thread is not None or bool(self._announced)

    def announce(self, worker: str, epoch: int) -> None:
        self._announced.append((worker, epoch))

    def go_on(self) -> None:
        """Begins with the next one, unless one is being fetched or saved."""
        if self._thread is None and self._announced:
            name = f"checkpoint {self._folder.id[:6]}"
            worker, epoch = self._announced.pop()
            arguments = worker, epoch, epoch >= self.last
            self._thread = threading.Thread(target=self._bring, args=arguments, name=name, daemon=True)
            self._thread.start()

    def done(self, epoch: int) -> None:
        """Takes note of what `settled` was told."""
        self._thread = None
        self.last = max(epoch, self.last)

    def give_up(self) -> None:
        """Forgets those that wait."""
        self._announced.clear()

    def join(self, timeout: float) -> None:
        """Waits for the one that is being fetched or saved."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _bring(self, worker: str, epoch: int, newest: bool) -> None:
        saved, refused = 0, None
        with ExitStack() as held:
            try:
                checkpoint = self._fetched(held, worker, epoch)
                if checkpoint is not None:
                    weights, state = checkpoint
                    self._folder.save_checkpoint(epoch, weights, state if newest else None)
                    saved = epoch
            except OSError as error:
                refused = error
            finally:
                self._settled(saved, refused)

    def _fetched(self, held: ExitStack, worker: str, epoch: int) -> Checkpoint | None:
        try:
            return held.enter_context(self._fetch(worker, self._folder.id, epoch))
        except BaseException:  # an engine that is ending raises many kinds, CancelledError among them: the run goes on without it
            log.exception("The checkpoint of run %s after epoch %s cannot be fetched", self._folder.id, epoch)
            return None
