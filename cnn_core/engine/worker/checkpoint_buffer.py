"""Checkpoints that wait in the worker until the app fetches them.

They do not travel as messages: Dask's scheduler keeps the last messages of a topic in its memory, and a checkpoint may have 100 MB.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from cnn_core.engine.protocol.job import Checkpoint

MAX_BYTES = 512 * 2**20


def size(checkpoint: Checkpoint) -> int:
    """Bytes of all arrays of a checkpoint (weights, state)."""
    return sum(array.nbytes for part in checkpoint for array in part.values())


class CheckpointBuffer:
    """Checkpoints by run and epoch, until they are saved. When they take more than `most_bytes` the oldest go, but never the newest.
    Thread-safe."""

    def __init__(self, most_bytes: int = MAX_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[str, int], Checkpoint] = OrderedDict()
        self._changed = threading.Condition()

    def put(self, run: str, epoch: int, checkpoint: Checkpoint) -> None:
        with self._changed:
            self._kept[run, epoch] = checkpoint
            total = sum(size(each) for each in self._kept.values())
            while total > self._most_bytes and len(self._kept) > 1:
                total -= size(self._kept.popitem(last=False)[1])

    def get(self, run: str, epoch: int) -> Checkpoint | None:
        """The checkpoint; None if it is gone."""
        with self._changed:
            return self._kept.get((run, epoch))

    def drop(self, run: str, epoch: int) -> None:
        """Lets a checkpoint go that is saved."""
        with self._changed:
            self._kept.pop((run, epoch), None)
            self._changed.notify_all()

    def wait_saved(self, run: str, timeout: float) -> bool:
        """Waits until none of this run is left; False if that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: all(each != run for each, _ in self._kept), timeout)
