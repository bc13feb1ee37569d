"""From arrays to batches."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from cnn_core.data.balance import balanced_weights
from cnn_core.data.scaled_images import ScaledImages
from cnn_core.training.config import BALANCED, TrainingConfig

if TYPE_CHECKING:
    from cnn_core.data.prepare import Prepared

Array = np.ndarray[Any, Any]
ITERATORS_AN_EPOCH = 2
"""Keras makes two iterators per epoch and reads one: each draws a new order."""

ALIGNED = 64
"""Bytes: TensorFlow ends the process over a tensor that begins elsewhere than at a multiple of these."""


def batches(
    x: Array | ScaledImages, y: Array, batch_size: int, *, shuffle_seed: int | None = None, epochs_done: int = 0
) -> tf.data.Dataset:
    """Batches of images (n, height, width, channels) and targets; the last one may be smaller.

    Numbers of images are shuffled, and the images of a batch taken and scaled together: what lies in memory are their pixels, a byte each.

    With a `shuffle_seed` every pass has a new order, which depends on the seed alone, and on the one of
    keras.utils.set_random_seed. `epochs_done` skips the orders of as many epochs of `fit`.

    The autotuner of tf.data is off: to leave a pipeline it waits for a thread that sleeps in doubling steps, which can cost as
    much as the epoch itself, and there is nothing here to tune.
    """
    data = tf.data.Dataset.from_tensor_slices((np.arange(len(x)), y))
    if shuffle_seed is not None:
        data = data.shuffle(len(x), seed=shuffle_seed, reshuffle_each_iteration=True)
    options = tf.data.Options()
    options.autotune.enabled = False
    data = data.batch(batch_size).map(_taken(x)).prefetch(2).with_options(options)
    for _ in range(epochs_done * ITERATORS_AN_EPOCH if shuffle_seed is not None else 0):
        iter(data)
    return data


def _taken(x: Array | ScaledImages) -> Callable[[tf.Tensor, tf.Tensor], tuple[tf.Tensor, tf.Tensor]]:
    """What makes a batch of images out of their numbers. Scaled as NumPy does it, to the last bit."""
    with tf.device("CPU"):  # where the batches are made, also beside a graphics card
        if not isinstance(x, ScaledImages):
            images = tf.constant(x)
            return lambda rows, y: (tf.gather(images, rows), y)
        pixels = _laid(x.pixels, x.rows)
        offset, divisor = tf.constant(x.scaling.offset, tf.float32), tf.constant(x.scaling.divisor, tf.float32)
    return lambda rows, y: ((tf.cast(tf.gather(pixels, rows), tf.float32) - offset) / divisor, y)


def _laid(pixels: Array, rows: Array) -> tf.Tensor:
    """The pixels in these rows, where TensorFlow takes them as they are: `tf.constant` would make two more copies on the way."""
    shape = (len(rows), *pixels.shape[1:])
    room = np.empty(prod(shape) + ALIGNED, np.uint8)
    start = -room.ctypes.data % ALIGNED
    laid = room[start : start + prod(shape)].reshape(shape)
    np.take(pixels, rows, axis=0, out=laid, mode="clip")  # "raise", the usual mode, makes a copy
    return tf.experimental.dlpack.from_dlpack(laid.__dlpack__())


def training_batches(
    prepared: Prepared, training: TrainingConfig, epochs_done: int
) -> tuple[tf.data.Dataset, tf.data.Dataset | None]:
    """The images to learn from, and those for validation if there are any."""
    size, loss, classes = training.batch_size, training.loss, prepared.classes
    y_train = targets(prepared.y_train, loss, classes)
    data = batches(prepared.x_train, y_train, size, shuffle_seed=training.seed, epochs_done=epochs_done)
    if prepared.x_val is None or prepared.y_val is None:
        return data, None
    return data, batches(prepared.x_val, targets(prepared.y_val, loss, classes), size)


def class_weight(prepared: Prepared, training: TrainingConfig) -> dict[int, float] | None:
    """What `fit` multiplies the loss of each image by, per class; None for 1. Validation and test are not weighted."""
    return balanced_weights(prepared.y_train, prepared.classes) if training.class_weight == BALANCED else None


def targets(labels: Array, loss: str, classes: int) -> Array:
    """Labels as the loss wants them: class indices for a sparse loss, else one-hot rows, float32 (n, classes)."""
    return labels.astype(np.int64) if loss.startswith("sparse") else np.eye(classes, dtype=np.float32)[labels]
