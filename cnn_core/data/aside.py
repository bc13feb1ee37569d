"""Pictures that came with own images and of which no class is known: kept beside these, to be predicted."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.npz import parse_npz
from cnn_core.data.own import aside_path
from cnn_core.errors import DatasetError, SpecError
from cnn_core.spec.fields import Shape
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.regular import read_regular

MAX_ASIDE = 300
IMAGES, NAMES = "x_aside", "aside_names"
MAX_NAME = 100


@dataclass(frozen=True, eq=False)
class Aside:
    """The names of their files, and the images uint8 (n, height, width, channels) made like those of the dataset."""

    names: tuple[str, ...]
    images: NDArray[np.uint8]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """As the arrays of an npz file."""
        words = json.dumps([each[-MAX_NAME:] for each in self.names]).encode()
        return {IMAGES: self.images, NAMES: np.frombuffer(words, np.uint8)}

    def npz(self) -> bytes:
        made = io.BytesIO()
        np.savez(made, **self.arrays())  # type: ignore[arg-type]  # NumPy's stub takes no names
        return made.getvalue()


def read_aside(content: bytes, shape: Shape, name: str) -> Aside:
    """What `arrays` or `npz` packed, for images of this shape (height, width, channels); DatasetError if it is anything else."""
    arrays = parse_npz(content, [IMAGES, NAMES], name)
    images = arrays[IMAGES]
    try:
        names = read_json(arrays[NAMES].tobytes())
    except SpecError:
        names = None
    fits = images.dtype == np.uint8 and images.ndim == 4 and images.shape[1:] == tuple(shape) and len(images) <= MAX_ASIDE
    if not fits or not isinstance(names, list) or len(names) != len(images):
        raise DatasetError(f"{name} is damaged: its pictures without a class are not what they should be.")
    return Aside(tuple(str(each)[-MAX_NAME:] for each in names), images)


def aside_of(name: str, shape: Shape) -> Aside | None:
    """Those of an own dataset whose images have this shape; None if it has none."""
    path = aside_path(name)
    if path is None:
        return None
    try:
        return read_aside(read_regular(path), shape, str(path))
    except OSError:  # removed a moment ago
        return None
