"""From arrays to batches."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

Array = np.ndarray[Any, Any]
ITERATORS_AN_EPOCH = 2
"""Keras makes two iterators per epoch and reads one: each draws a new order."""


def batches(x: Array, y: Array, batch_size: int, *, shuffle_seed: int | None = None, epochs_done: int = 0) -> tf.data.Dataset:
    """Batches of images (n, height, width, channels) and targets; the last one may be smaller.

    With a `shuffle_seed` every pass has a new order, which depends on the seed alone, and on the one of
    keras.utils.set_random_seed. `epochs_done` skips the orders of as many epochs of `fit`.

    The autotuner of tf.data is off: to leave a pipeline it waits for a thread that sleeps in doubling steps, which can cost as
    much as the epoch itself, and there is nothing here to tune.
    """
    data = tf.data.Dataset.from_tensor_slices((x, y))
    if shuffle_seed is not None:
        data = data.shuffle(len(x), seed=shuffle_seed, reshuffle_each_iteration=True)
    options = tf.data.Options()
    options.autotune.enabled = False
    data = data.batch(batch_size).prefetch(2).with_options(options)
    for _ in range(epochs_done * ITERATORS_AN_EPOCH if shuffle_seed is not None else 0):
        iter(data)
    return data


def targets(labels: Array, loss: str, classes: int) -> Array:
    """Labels as the loss wants them: class indices for a sparse loss, else one-hot rows, float32 (n, classes)."""
    return labels.astype(np.int64) if loss.startswith("sparse") else np.eye(classes, dtype=np.float32)[labels]
