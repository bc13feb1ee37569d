"""Arrays in HDF5 files: only those that are stored in the file itself, each bounded before it is read."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import h5py
import numpy as np

from cnn_core.spec.fields import Shape
from cnn_core.uploads.arrays.array import Array, Values
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.limits import MAX_FILES, MAX_UNPACKED
from cnn_core.uploads.source import refused
from cnn_core.uploads.words.naming import natural

MATLAB_AT = b"MATLAB 7.3"
NUMBERED = re.compile(r"\d(?:\.\w+)?$")
"""`/train/cat/img_12` or `12.png`: a class is seldom called so."""
MAX_OBJECTS, MAX_DEPTH, MAX_WORDS = MAX_FILES, 4, 2_000_000
MAX_ARRAYS = 500
MIN_TOGETHER, MIN_SIDE, CHANNELS = 5, 8, (1, 3, 4)
"""So many arrays of one small size, each a picture or a label, are kept as one would keep files."""
MODEL = "it is a network that Keras saved, not images: load it on the Evaluate page"


def hdf5_arrays(member: Member) -> list[Array]:
    """The arrays in an HDF5 file; links to other files are passed over."""
    content = member.read()
    try:
        file = h5py.File(io.BytesIO(content), "r")
        if "model_config" in file.attrs or "model_weights" in file or "layer_names" in file.attrs or "layers" in file:
            raise refused(member.name, MODEL)
        of_matlab = content.startswith(MATLAB_AT)
        found = list(_datasets(file, stem(member.name), member.name, 0, [0]))
        groups: dict[str, list[Any]] = {}
        for name, data in found:
            groups.setdefault(name.rpartition("/")[0], []).append(data)
        stacks = {group: _stacked(group, within, of_matlab) for group, within in groups.items() if _one_each(within, of_matlab)}
        arrays = [_array(name, data, of_matlab) for name, data in found if name.rpartition("/")[0] not in stacks]
        if len(arrays) > MAX_ARRAYS:
            raise refused(member.name, f"it holds more than {MAX_ARRAYS} arrays; one array of all images is read")
        return [*stacks.values(), *arrays]
    except (OSError, RuntimeError, KeyError, ValueError, TypeError) as error:
        raise refused(member.name, f"it is no whole HDF5 file ({type(error).__name__})") from None


def _datasets(group: Any, name: str, where: str, depth: int, count: list[int]) -> Iterator[tuple[str, Any]]:
    for key in group:
        count[0] += 1
        if count[0] > MAX_OBJECTS:
            raise refused(where, f"it holds more than {MAX_OBJECTS:,} objects; an HDF5 file with one array of all images is read")
        if not isinstance(group.get(key, getlink=True), h5py.HardLink) or str(key).startswith("#"):
            continue
        inside = group[key]
        if isinstance(inside, h5py.Group) and depth < MAX_DEPTH:
            yield from _datasets(inside, f"{name}/{key}", where, depth + 1, count)
        elif isinstance(inside, h5py.Dataset) and not inside.is_virtual and not inside.external:
            yield f"{name}/{key}", inside


def _one_each(within: list[Any], of_matlab: bool) -> bool:
    """Whether the arrays of a group are a picture or a label each, and no arrays of many."""
    shapes = {(_shape(data, of_matlab), data.dtype.kind) for data in within}
    if len(within) < MIN_TOGETHER or len(shapes) != 1:
        return False
    ((shape, kind),) = shapes
    if kind not in "buif" or not all(NUMBERED.search(data.name) for data in within):
        return False
    picture = len(shape) == 2 or (len(shape) == 3 and shape[2] in CHANNELS)
    return shape in ((), (1,), (1, 1)) or (picture and min(shape[:2]) >= MIN_SIDE)


def _stacked(name: str, within: list[Any], of_matlab: bool) -> Array:
    """All of a group as one array, in the order in which people count."""
    data = sorted(within, key=lambda each: natural(each.name.rpartition("/")[2]))
    shape = (len(data), *_shape(data[0], of_matlab))

    def read() -> Values:
        if math.prod(shape) * data[0].dtype.itemsize > MAX_UNPACKED:
            raise refused(name, f"its pictures take more than {MAX_UNPACKED >> 20} MB together")
        values = (np.asarray(each[()]) for each in data)
        return np.stack([each.T if of_matlab else each for each in values])

    return Array(name, shape, str(data[0].dtype.kind), read, of_matlab and len(shape) == 2)


def _shape(data: Any, of_matlab: bool) -> Shape:
    """MATLAB's axes come in reverse."""
    shape: Shape = tuple(data.shape)
    return shape[::-1] if of_matlab else shape


def _array(name: str, data: Any, of_matlab: bool) -> Array:
    words = h5py.check_string_dtype(data.dtype) is not None
    kind = "S" if words else str(data.dtype.kind)
    return Array(name, _shape(data, of_matlab), kind, partial(_read, name, data, of_matlab, words), of_matlab)


def _read(name: str, data: Any, of_matlab: bool, words: bool) -> Values:
    size = math.prod(data.shape)
    if size * data.dtype.itemsize > MAX_UNPACKED or (words and size > MAX_WORDS):
        raise refused(name, f"it declares an array of more than {MAX_UNPACKED >> 20} MB")
    if words:
        return np.array([each if isinstance(each, bytes) else str(each).encode() for each in np.asarray(data[()]).flat], "S")
    if data.dtype.kind not in "buifS":
        raise refused(name, f"it holds values of type {str(data.dtype)[:40]} and not plain numbers or words")
    values = np.asarray(data[()])
    return values.T if of_matlab else values
