"""MATLAB's .mat files up to version 7, as SVHN and EMNIST come in; version 7.3 is HDF5."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.io import loadmat

from cnn_core.spec.fields import Shape
from cnn_core.uploads.arrays.array import Array, Values, in_memory
from cnn_core.uploads.arrays.digits_from_one import ones_lie
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.source import refused

MAX_ARRAYS, MAX_DEPTH = 100, 4
HEADER, OF_PYTHON = 116, re.compile(rb"Platform: (posix|nt)\b")
"""The text before everything else, and what SciPy writes there: its rows of pixels are rows of the picture, MATLAB's are columns."""

DIGITS = {f"{part}{digit}" for part in ("train", "test") for digit in range(10)}
"""The variables of Sam Roweis's MNIST. MATLAB wrote it from the rows of the original file, so the header does not tell."""


def mat_arrays(member: Member) -> list[Array]:
    """The arrays in a .mat file, those in structs by their path. MATLAB code in it is never run."""
    content = member.read()
    try:
        held = loadmat(io.BytesIO(content), chars_as_strings=True)
    except MemoryError:
        raise
    except Exception as error:  # SciPy raises many kinds on damaged bytes
        raise refused(member.name, f"it is no whole .mat file ({type(error).__name__})") from None
    down = ones_lie(held["train1"]) if set(held) >= DIGITS else not OF_PYTHON.search(content[:HEADER])
    found: list[Array] = []
    for key, value in held.items():
        if not key.startswith("__"):
            for name, values in _plain(f"{stem(member.name)}/{key}", value, 0):
                found.append(in_memory(name, values, columns_first=down))
                if len(found) > MAX_ARRAYS:
                    raise refused(member.name, f"it holds more than {MAX_ARRAYS} arrays")
    return found


def _plain(name: str, value: Any, depth: int) -> Iterator[tuple[str, Values]]:
    if not isinstance(value, np.ndarray) or depth > MAX_DEPTH:
        return
    if value.dtype.names:  # a struct
        if value.size == 1:
            for field in value.dtype.names:
                yield from _plain(f"{name}/{field}", value[field].flat[0], depth + 1)
    elif value.dtype.kind == "O":  # a cell, of words perhaps
        cells = [each.flat[0] for each in value.flat if isinstance(each, np.ndarray) and each.size == 1]
        if len(cells) == value.size and all(isinstance(each, str) for each in cells):
            yield name, np.array(cells, "U")
        elif value.size == 1:
            yield from _plain(name, value.flat[0], depth + 1)
        else:
            yield from _cells(name, [each for each in value.flat if isinstance(each, np.ndarray)], value.shape)
    elif value.dtype.kind in "buifU":
        yield name, value


def _cells(name: str, cells: list[Values], shape: Shape) -> Iterator[tuple[str, Values]]:
    """Cells with a picture each are one array with the axes of the cells in front; else each that holds several is a class."""
    numbers = len(cells) == math.prod(shape) and all(each.dtype.kind in "buif" and each.ndim > 1 for each in cells)
    if numbers and len({each.shape for each in cells}) == 1 and cells[0].ndim == 2 and min(cells[0].shape) > 1:
        yield name, np.stack(cells).reshape(*(side for side in shape if side > 1), *cells[0].shape)
    elif numbers and len(cells) <= MAX_ARRAYS:
        yield from ((f"{name}/{number}", each) for number, each in enumerate(cells, 1))
