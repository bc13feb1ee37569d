"""What a network says of the watched validation images."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import keras

from cnn_core.data.watched import watched_rows

if TYPE_CHECKING:
    from cnn_core.data.prepare import Prepared

Said = list[list[float]]


def rows_to_watch(prepared: Prepared) -> list[int]:
    """Rows of the validation images; none without validation."""
    return [] if prepared.y_val is None else watched_rows(prepared.y_val)


def watch(model: Callable[..., Any], prepared: Prepared) -> Callable[[], Said]:
    """A function that gives [class, probability] for each of the watched images with the weights of now."""
    rows = rows_to_watch(prepared)
    images = None if prepared.x_val is None else prepared.x_val[rows]

    def said() -> Said:
        if images is None:
            return []
        answers = keras.ops.convert_to_numpy(model(images, training=False))
        return [[int(row.argmax()), round(float(row.max()), 4)] for row in answers]

    return said
