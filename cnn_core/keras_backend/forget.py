"""Frees what TensorFlow keeps of a network for the lifetime of the process, so that a worker can train all day."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tensorflow.python.framework import ops


class _Entries:
    """Entries of a registry that go when nobody needs them any more: with the last of those who were in here together."""

    def __init__(self, registry: dict[str, Any]) -> None:
        self._registry = registry
        self._lock = threading.Lock()
        self._inside = 0
        self._known: set[str] = set()

    def enter(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._known = set(self._registry)
            self._inside += 1

    def leave(self) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                for name in set(self._registry) - self._known:
                    del self._registry[name]


_gradients = _Entries(ops.gradient_registry._registry)


@contextmanager
def forgetting() -> Iterator[None]:
    """Lets go, at the end, of the graphs that were made meanwhile; those of several threads at once go when the last one ends.

    Every tf.custom_gradient (each Keras optimizer has one, and so has silu) is entered in a registry that is never emptied, and
    with it the graph, the weights and the optimizer's memory: 3 MB for each training of a small network.
    """
    _gradients.enter()
    try:
        yield
    finally:
        _gradients.leave()
