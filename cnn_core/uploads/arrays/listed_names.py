"""Arrays that list the names of the classes: `list_classes` of a course's cats, `label_names` and such."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnn_core.uploads.arrays.array import Array
from cnn_core.uploads.words.naming import words

NAME_WORDS = {"names", "classes", "categories", "classnames", "labelnames"}
MAX_NAMES = 100


def listed_names(arrays: Sequence[Array]) -> tuple[Array | None, list[Array]]:
    """The first list of names, and those that are the same once more, as in the file of the test part."""
    lists = [each for each in arrays if _lists_names(each)]
    if not lists:
        return None, []
    return lists[0], [each for each in lists[1:] if np.array_equal(each.read(), lists[0].read())]


def _lists_names(array: Array) -> bool:
    return (
        array.kind in "US"
        and len(array.shape) == 1
        and 2 <= array.shape[0] <= MAX_NAMES
        and bool(set(words(array.name.rpartition("/")[2])) & NAME_WORDS)
        and len(np.unique(array.read())) == array.shape[0]
    )
