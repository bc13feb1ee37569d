"""The binary version of STL-10: `train_X.bin` with a plane per colour, column by column, and `train_y.bin` with labels from 1."""

from __future__ import annotations

import re

import numpy as np

from cnn_core.uploads.arrays.array import Array, in_memory
from cnn_core.uploads.files.members import Member, stem

SIDE = 96
PIXELS = 3 * SIDE * SIDE
MAX_LABEL = 10
AS_STL = f"Read as files of STL-10: each {PIXELS:,} bytes are an image of {SIDE} x {SIDE} in colour."
"""Files of other images of such a size may be called the same: 9 of 32 x 32 have as many bytes."""
NAME = re.compile(r"(?:.*[\W_])?[xy]\.bin", re.IGNORECASE)


def stl_arrays(member: Member) -> list[Array]:
    """The images of a file, upright, or its labels; nothing if it is not called or not as large as one of STL-10."""
    if not member.size or not NAME.fullmatch(member.file):
        return []
    name = stem(member.name).removesuffix(".bin")
    if name[-1] in "xX":
        if member.size % PIXELS:
            return []
        columns = np.frombuffer(member.read(), np.uint8).reshape(-1, 3, SIDE, SIDE)
        return [in_memory(f"{name}/images", columns.transpose(0, 3, 2, 1))]
    labels = np.frombuffer(member.read(), np.uint8) if member.size <= 2**20 else np.zeros(1, np.uint8)
    return [in_memory(f"{name}/labels", labels)] if labels.min() > 0 and labels.max() <= MAX_LABEL else []
