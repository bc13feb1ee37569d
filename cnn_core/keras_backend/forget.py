"""TensorFlow keeps some things of a network for as long as the process lives. A worker that trains all day must not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tensorflow.python.framework import ops

_one_at_a_time = threading.RLock()


@contextmanager
def forgetting() -> Iterator[None]:
    """Lets go, at the end, of the graphs that were made meanwhile; other threads that want the same wait.

    Every tf.custom_gradient (each Keras optimizer has one, and so has silu) is entered in a registry that is never emptied, and
    with it the graph, the weights and the optimizer's memory: 3 MB for each training of a small network.
    """
    entries = ops.gradient_registry._registry
    with _one_at_a_time:
        known = set(entries)
        try:
            yield
        finally:
            for name in set(entries) - known:
                del entries[name]
