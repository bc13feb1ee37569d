"""IDX files of all types of numbers: MNIST and its relatives come in them."""

from __future__ import annotations

import math

import numpy as np

from cnn_core.uploads.arrays.array import Array, in_memory
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import refused

TYPES = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
"""The third byte -> the type of the values, as the MNIST page lists them."""
MAX_DIMENSIONS = 4


def is_idx(start: bytes) -> bool:
    """Whether a file begins as an IDX file does."""
    return len(start) >= 4 and start[:2] == b"\0\0" and start[2] in TYPES and 1 <= start[3] <= MAX_DIMENSIONS


def idx_array(member: Member) -> Array:
    """The array in an IDX file; DatasetError if its bytes are not those that its header declares."""
    content = member.read()
    start = 4 + 4 * content[3]
    if len(content) < start:
        raise refused(member.name, "it ends within its header")
    shape = tuple(int.from_bytes(content[at : at + 4], "big") for at in range(4, start, 4))
    kind = np.dtype(TYPES[content[2]])
    wanted, there = math.prod(shape), (len(content) - start) / kind.itemsize
    if there != wanted:
        found = "more" if there > wanted else f"only {there:,.0f}"
        raise refused(member.name, f"its header declares {wanted:,} values ({' x '.join(map(str, shape))}), and {found} follow")
    values = np.frombuffer(content, kind, offset=start).reshape(shape)
    return in_memory(member.name, values.astype(kind.newbyteorder("="), copy=False))
