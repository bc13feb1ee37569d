"""Arrays from strangers: type and shape of each are checked before it is read. Headers are matched, never evaluated."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable
from typing import IO, Any

import numpy as np

from cnn_core.runs.network_zip import refused, strict_zip, unbroken
from cnn_core.spec.fields import Shape
from cnn_core.training.interface import Arrays

MAGIC = b"\x93NUMPY\x01\x00"
LONGEST_HEADER = 1024
HEADER = re.compile(
    rb"\{'descr': '([<|][a-z]\d{1,2})', 'fortran_order': (True|False), 'shape': \(((?:\d{1,9}(?:, \d{1,9}){0,3},?)?)\), \} *\n"
)
"""The one spelling that NumPy writes for plain numbers."""
TYPES = ("<f4", "<f8", "<i4", "<i8", "<u4")

Check = Callable[[str, str, Shape], str]
"""From an array's name, type and shape to what is wrong with them; empty if nothing is."""


def strict_npz(content: bytes, what: str, most: int, most_bytes: int, check: Check) -> Arrays:
    """The arrays of an npz file of at most `most` members and `most_bytes` of numbers.

    RunError unless `check` agrees to each and all numbers are finite.
    """
    archive = strict_zip(content, what, lambda name: name.endswith(".npy"), most, most_bytes + most * LONGEST_HEADER)
    with unbroken(what), archive:
        return {each.filename.removesuffix(".npy"): _array(archive, each, what, check) for each in archive.infolist()}


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo, what: str, check: Check) -> np.ndarray[Any, Any]:
    name = member.filename.removesuffix(".npy")
    with archive.open(member) as stream:
        descr, fortran, shape, offset = _header(stream, name, what)
        problem = check(name, descr, shape)
        if problem:
            raise refused(what, problem)
        size = math.prod(shape) * np.dtype(descr).itemsize
        if member.file_size - offset != size:
            raise refused(what, f"{name} declares the shape {shape}, which its {member.file_size - offset:,} bytes are not")
        array = np.frombuffer(stream.read(size + 1), descr)
    array = array.reshape(shape, order="F" if fortran else "C").copy()
    if not np.isfinite(array).all():
        raise refused(what, f"{name} holds a value that is no finite number")
    return array


def _header(stream: IO[bytes], name: str, what: str) -> tuple[str, bool, Shape, int]:
    """Type, column order, shape, and where the first value lies."""
    start = stream.read(len(MAGIC) + 2)
    length = int.from_bytes(start[len(MAGIC) :], "little")
    text = stream.read(length) if start[: len(MAGIC)] == MAGIC and length <= LONGEST_HEADER else b""
    found = HEADER.fullmatch(text)
    if found is None or found[1].decode() not in TYPES:
        raise refused(what, f"{name} is no array of plain numbers")
    shape = tuple(int(side) for side in re.findall(rb"\d+", found[3]))
    return found[1].decode(), found[2] == b"True", shape, len(start) + length
