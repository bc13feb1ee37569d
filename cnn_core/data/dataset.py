"""A dataset in memory: images, labels and class names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.errors import DatasetError

Pixels = NDArray[np.uint8]
Labels = NDArray[np.int64]
ARRAYS = ("x_train", "y_train", "x_test", "y_test")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Images (n, height, width, channels) in uint8 from 0 to `pixel_max`, labels (n,) in int64 that index `class_names`.

    The arrays are shared and cannot be written to. DatasetError if images and labels do not fit each other.
    """

    name: str
    title: str
    x_train: Pixels
    y_train: Labels
    x_test: Pixels
    y_test: Labels
    class_names: tuple[str, ...]
    pixel_max: int
    source: str
    licence: str

    def __post_init__(self) -> None:
        for name in ARRAYS:
            view = np.ascontiguousarray(getattr(self, name)).view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)
        for part in ("train", "test"):
            problem = _misfit(getattr(self, f"x_{part}"), getattr(self, f"y_{part}"), len(self.class_names))
            if problem:
                raise DatasetError(f"{self.name}: the {part} part {problem}.")
        if self.x_train.shape[1:] != self.x_test.shape[1:]:
            raise DatasetError(
                f"{self.name}: images of {self.x_train.shape[1:]} to learn from, but of {self.x_test.shape[1:]} to test."
            )

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """Height, width and channels of one image."""
        height, width, channels = self.x_train.shape[1:]
        return height, width, channels

    @property
    def classes(self) -> int:
        """The number of classes."""
        return len(self.class_names)

    @cached_property
    def fingerprint(self) -> str:
        """sha256, in hex, over name, type, shape and bytes of the four arrays: two datasets of the same content have the same."""
        digest = hashlib.sha256()
        for name in ARRAYS:
            array = getattr(self, name)
            array = array.astype(array.dtype.newbyteorder("<"), copy=False)
            digest.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
            digest.update(array.data)
        return digest.hexdigest()


def _misfit(images: NDArray[Any], labels: NDArray[Any], classes: int) -> str:
    """What is wrong with images and labels as a part of a dataset; an empty text if nothing is."""
    if images.dtype != np.uint8 or images.ndim != 4:
        return f"must be uint8 images (n, height, width, channels), and is {images.dtype} {images.shape}"
    if labels.dtype != np.int64 or labels.shape != images.shape[:1]:
        return f"must have one int64 label for each of its {len(images):,} images, and has {labels.dtype} {labels.shape}"
    if images.size == 0:
        return "has no images"
    if labels.min() < 0 or labels.max() >= classes:
        return f"has labels from {labels.min()} to {labels.max()}, and there are {classes} classes, counted from 0"
    return ""
