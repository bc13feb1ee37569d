"""Arrays from strangers: type and shape of each are checked before it is read."""

from __future__ import annotations

import numpy as np

from cnn_core.sandbox.npy import MAX_HEADER, Check, read_array
from cnn_core.sandbox.strict_zip import Refuse, strict_zip, unbroken
from cnn_core.spec.fields import Shape
from cnn_core.training.interface import Arrays

TYPES = ("<f4", "<f8", "<i4", "<i8", "<u4")


def strict_npz(content: bytes, refuse: Refuse, most: int, most_bytes: int, check: Check) -> Arrays:
    """The arrays of an npz file of at most `most` members and `most_bytes` of numbers.

    The error of `refuse` unless `check` agrees to each and all numbers are finite.
    """

    def check_number(name: str, descr: str, shape: Shape) -> str:
        return check(name, descr, shape) if descr in TYPES else f"{name} is no array of plain numbers"

    arrays = {}
    with unbroken(refuse), strict_zip(content, refuse, _is_npy, most, most_bytes + most * MAX_HEADER) as archive:
        for member in archive.infolist():
            name = member.filename.removesuffix(".npy")
            with archive.open(member) as stream:
                array = read_array(stream, member.file_size, name, refuse, check_number)
            if not np.isfinite(array).all():
                raise refuse(f"{name} holds a value that is no finite number")
            arrays[name] = array.copy()
    return arrays


def _is_npy(name: str) -> bool:
    return name.endswith(".npy")
