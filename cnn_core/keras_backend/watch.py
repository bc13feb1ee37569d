"""What a network says of the watched validation images."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import keras

from cnn_core.data.watched import watched_rows

if TYPE_CHECKING:
    from cnn_core.data.prepare import Prepared

LOOK_EVERY = 1.0
Said = list[list[float]]


def rows_to_watch(prepared: Prepared) -> list[int]:
    """Rows of the validation images; none without validation."""
    return [] if prepared.y_val is None else watched_rows(prepared.y_val)


def watch(
    model: Callable[..., Any], prepared: Prepared, clock: Callable[[], float] = time.perf_counter
) -> Callable[[bool], Said]:
    """A function that gives [class, probability] for each of the watched images with the weights of now.

    It looks at most once per second, or else gives nothing: a look takes some 10 ms, which epochs of a tenth of a second would
    notice. With True, for the last epoch, it looks in any case.
    """
    rows = rows_to_watch(prepared)
    images = None if prepared.x_val is None else prepared.x_val[rows]
    next_look = -math.inf

    def said(is_last: bool) -> Said:
        nonlocal next_look
        if images is None or not (is_last or clock() >= next_look):
            return []
        answers = keras.ops.convert_to_numpy(model(images, training=False))
        next_look = clock() + LOOK_EVERY
        return [[int(row.argmax()), round(float(row.max()), 4)] for row in answers]

    return said
