"""Arrays in NumPy's npy form; an npz file is a zip of such."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from functools import partial

from cnn_core.sandbox.npy import read_array
from cnn_core.spec.fields import Shape
from cnn_core.uploads.arrays.array import OBJECTS, Array, Values, in_memory
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import refused

MAGIC = b"\x93NUMPY"
KINDS = re.compile(r"[<>|=]?(?:[ui][1248]|f[248]|b1)|[<>]U\d{1,3}|\|S\d{1,3}")


class _HeaderOnly(Exception):
    """Ends the reading of an array once its type and shape are known."""


def npy_array(member: Member) -> Array:
    """The array in a member; DatasetError if there is none, or it is of no plain type."""
    name = member.name.removesuffix(".npy")
    seen: list[tuple[str, Shape]] = []

    def note(_: str, descr: str, shape: Shape) -> str:
        seen.append((descr, shape))
        raise _HeaderOnly

    refuse = partial(refused, member.name)
    content = member.read()
    with suppress(_HeaderOnly):
        read_array(io.BytesIO(content), len(content), name, refuse, note)
    ((descr, shape),) = seen
    if descr == "|O":
        return Array(name, shape, OBJECTS, partial(_objects, name))
    if not KINDS.fullmatch(descr):
        raise refuse(f"the array {name[-60:]} holds values of type {descr[:40]} and not plain numbers or words")
    return in_memory(name, read_array(io.BytesIO(content), len(content), name, refuse, lambda *_: ""))


def _objects(name: str) -> Values:
    raise refused(
        name,
        "this array holds Python objects, type |O, which NumPy stores as a pickle; pickles can run code, so they are never opened. Two "
        'lines make a good file: old = dict(np.load("FILE", allow_pickle=True)) and np.savez("good.npz", **{name: np.array(list(value)) '
        "for name, value in old.items()})",
    )
