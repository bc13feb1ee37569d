"""Images of a part without labels, as the test.csv of a competition has them: they are kept to be predicted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np

from cnn_core.errors import DatasetError
from cnn_core.uploads.arrays.array import Array, Values
from cnn_core.uploads.arrays.shapes import as_pictures
from cnn_core.uploads.source import Answers

PREDICTED = "the Draw page predicts such pictures"


def unlabelled_images(arrays: Sequence[Array], images: Mapping[str, Values], name: str, answers: Answers) -> dict[str, Values]:
    """Name of an array -> its images (n, h, w) or (n, h, w, channels), those that are as large as the labelled `images` of each part. One that
    cannot be read sinks no others."""
    shapes = {of.shape[1:] for of in images.values()}
    found: dict[str, Values] = {}
    for each in arrays:
        with suppress(DatasetError):
            pixels = as_pictures(each.read(), each.name, name, answers, [], [])
            if pixels.size and pixels.shape[1:] in shapes and np.isfinite([pixels.min(), pixels.max()]).all():
                found[each.name] = pixels
    return found
