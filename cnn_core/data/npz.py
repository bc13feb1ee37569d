"""NumPy's npz archives, read as data from a stranger: no pickle, sizes checked before memory is taken."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.files import check_expansion, damaged, read_bytes
from cnn_core.sandbox.strict_zip import BROKEN, ENCRYPTED, METHODS

NPY_MAGIC = b"\x93NUMPY"
NPY_SHAPE = rb"(?:\d{1,19}L?(?:, ?\d{1,19}L?){0,7},?)?"
NPY_HEADER = re.compile(
    rb"\{'descr': '(?P<descr>[!-&(-~]{1,20})', 'fortran_order': (?P<order>True|False), 'shape': \((?P<shape>"
    + NPY_SHAPE
    + rb")\),? {0,4}\}\s*"
)
"""The one spelling that NumPy writes, by its description of the format; L is what Python 2 put behind large numbers."""
WHOLE_NUMBERS = re.compile(r"[<>|=]?[ui][1248]")
LONGEST_HEADER = 4096
MAX_MEMBERS = 64


def read_npz(path: Path, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """The named integer arrays of an npz file; DatasetError if the file is damaged, or one is missing or holds no integers."""
    return parse_npz(read_bytes(path), names, path)


def parse_npz(
    content: bytes, names: Sequence[str], name: str | Path = "the npz file", kinds: re.Pattern[str] = WHOLE_NUMBERS
) -> dict[str, NDArray[Any]]:
    """The same from bytes; `name` is what the error calls them, `kinds` the types that the values may have, as NumPy writes them.

    The arrays cannot be written to.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise damaged(name, f"it has {len(members)} members, and {MAX_MEMBERS} is the limit")
            held = {member.filename: member for member in members}
            for wanted in names:
                if f"{wanted}.npy" not in held:
                    raise damaged(name, f"it holds no array {wanted}")
            return {wanted: _array(archive, held[f"{wanted}.npy"], len(content), name, kinds) for wanted in names}
    except BROKEN as error:
        raise damaged(name, f"it is not a whole npz archive ({_first_line(error)})") from error


def _array(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: int, name: str | Path, kinds: re.Pattern[str]
) -> NDArray[Any]:
    """One array. `packed` bounds what the member can hold, whatever size it declares for itself."""
    if member.compress_type not in METHODS or member.flag_bits & ENCRYPTED:
        raise damaged(name, f"{member.filename} is packed in a way that NumPy does not use")
    check_expansion(name, packed, member.file_size)
    with archive.open(member) as stream:
        content = stream.read(member.file_size)
    where = f"{member.filename} in {name}"
    dtype, fortran, shape, offset = _header(content, where, kinds)
    if math.prod(shape) * dtype.itemsize != len(content) - offset:
        raise damaged(where, f"it declares {dtype} of shape {shape}, which does not fit its {len(content) - offset:,} bytes")
    return np.frombuffer(content, dtype, offset=offset).reshape(shape, order="F" if fortran else "C")


def _header(content: bytes, name: str | Path, kinds: re.Pattern[str]) -> tuple[np.dtype[Any], bool, tuple[int, ...], int]:
    """Type, column order, shape and the offset of the first value in an npy file. The header is matched, never evaluated."""
    width = {1: 2, 2: 4}.get(content[6] if content[:6] == NPY_MAGIC and len(content) > 10 else 0)
    if width is None:
        raise damaged(name, f"it does not begin as an npy file of version 1 or 2 does, but with {content[:7]!r}")
    offset = 8 + width + int.from_bytes(content[8 : 8 + width], "little")
    found = NPY_HEADER.fullmatch(content[8 + width : min(offset, LONGEST_HEADER)])
    if found is None or offset > len(content):
        raise damaged(name, "its npy header is not one that NumPy writes for an array of numbers")
    shape = tuple(int(side) for side in re.findall(rb"\d+", found["shape"]))
    descr = found["descr"].decode("ascii")
    if not kinds.fullmatch(descr):
        wanted = "whole numbers" if kinds is WHOLE_NUMBERS else "plain values"
        raise damaged(name, f"it holds values of type {descr} and not {wanted}")
    return np.dtype(descr), found["order"] == b"True", shape, offset


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:100]
