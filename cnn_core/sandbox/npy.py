"""One array in NumPy's npy format, version 1.0, from a file of unknown origin.

NumPy reads the header with `ast.literal_eval`; nothing is unpickled, and the size is checked before memory is taken for the values.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy_format

from cnn_core.sandbox.strict_zip import Refuse
from cnn_core.spec.fields import Shape

MAX_HEADER = 1024
"""Bytes of a header; NumPy writes 118 for a plain array."""
MAX_DIMENSIONS = 8
VERSION = (1, 0)
LENGTH_BYTES = 2

Check = Callable[[str, str, Shape], str]
"""From an array's name, type (as `np.dtype.str`) and shape to what is wrong with them; empty if nothing is."""


def read_array(stream: IO[bytes], size: int, name: str, refuse: Refuse, check: Check) -> np.ndarray[Any, Any]:
    """The array `name` in a stream of `size` bytes, which cannot be written to.

    `refuse` makes the error if the stream is no such array, or if `check` finds something wrong with its type or shape.
    """
    start = stream.read(npy_format.MAGIC_LEN + LENGTH_BYTES)
    length = int.from_bytes(start[npy_format.MAGIC_LEN :], "little")
    try:
        dtype, fortran, shape = _header(start + stream.read(length))
    except Exception:  # literal_eval and np.dtype raise many kinds on a text made by hand
        raise refuse(f"{name} is no array of plain numbers as NumPy saves them") from None
    problem = check(name, dtype.str, shape)
    if problem:
        raise refuse(problem)
    there, needed = size - len(start) - length, math.prod(shape) * dtype.itemsize
    content = stream.read(needed + 1) if there == needed else b""
    if there != needed or len(content) != needed:
        raise refuse(f"{name} declares {dtype} of the shape {shape}, which its {there:,} bytes are not")
    return np.frombuffer(content, dtype).reshape(shape, order="F" if fortran else "C")


def _header(content: bytes) -> tuple[np.dtype[Any], bool, Shape]:
    """Type, column order and shape."""
    stream = io.BytesIO(content)
    if npy_format.read_magic(stream) != VERSION:
        raise ValueError("another version")
    shape, fortran, dtype = npy_format.read_array_header_1_0(stream, max_header_size=MAX_HEADER)
    if len(shape) > MAX_DIMENSIONS or any(type(side) is not int or side < 0 for side in shape):
        raise ValueError("no shape")
    return dtype, fortran, shape
