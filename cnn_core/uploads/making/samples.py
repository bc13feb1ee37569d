"""Which pictures of an upload are shown, and how large."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.uploads.limits import MAX_SAMPLES, SAMPLE_SIDE
from cnn_core.uploads.source import Item, Source

MAX_COLLECTED = 3 * MAX_SAMPLES


def sampled(source: Source) -> set[int]:
    """Ids of items of which some are shown: as many of each class, spread over it, and more than are shown since classes may become one."""
    classes: dict[int, list[Item]] = {}
    for item in source.items:
        classes.setdefault(item.label, []).append(item)
    most = max(1, MAX_COLLECTED // len(classes))
    drawn = {label: min(most, len(items)) for label, items in classes.items()}
    return {id(items[n * len(items) // drawn[label]]) for label, items in classes.items() for n in range(drawn[label])}


def small(picture: Image.Image) -> NDArray[np.uint8]:
    """A picture, no larger than a sample is shown."""
    picture = picture.copy()
    picture.thumbnail((SAMPLE_SIDE, SAMPLE_SIDE), Image.Resampling.BILINEAR)
    return np.asarray(picture, np.uint8)
