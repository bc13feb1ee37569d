"""Weights from HDF5: only plain arrays stored in the file itself, each checked before it is read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import h5py
import numpy as np

from cnn_core.errors import RunError
from cnn_core.keras_files.entry import Entry

Values = np.ndarray[Any, Any]
ROOTS = ("layers", "_layer_checkpoint_dependencies")
"""Where .keras files keep their layers: all but those of Keras 2.13 and 2.14 in the first."""
FLOATS = ("<f4", "<f2", "<f8")
MAX_ARRAYS = 16


class Source(Protocol):
    """The arrays of the layers of one file."""

    def arrays(self, entry: Entry) -> Sequence[Any]:
        """The HDF5 datasets of a layer, in the order in which Keras sets them; RunError if they are not there."""


def open_hdf5(content: bytes) -> Any:
    return h5py.File(io.BytesIO(content), "r")


class KerasArchive:
    """The model.weights.h5 of a .keras file: by class name in snake case, counted from the second of a kind on.

    Keras for Windows wrote paths of its own system as names of groups.
    """

    def __init__(self, file: Any) -> None:
        self._found: dict[str, Any] = {}
        file.visititems(self._keep)  # hard links alone
        self._root = next((root for root in ROOTS if any(path.startswith(f"{root}/") for path in self._found)), ROOTS[0])

    def _keep(self, path: str, found: Any) -> None:
        if isinstance(found, h5py.Dataset):
            self._found[path.replace("\\", "/")] = found

    def arrays(self, entry: Entry) -> list[Any]:
        path = ""
        for kind, _, place in entry.steps:
            path += f"{self._root}/{self._named(path, kind, place)}/"
        found: list[Any] = []
        while (each := self._found.get(f"{path}vars/{len(found)}")) is not None:
            found.append(each)
        if not found:
            raise RunError(f"The weights are not complete: {path[:80]!r} is missing.")
        return found

    def _named(self, path: str, kind: str, place: int) -> str:
        if self._root == ROOTS[0]:
            return f"{_snake(kind)}_{place}" if place else _snake(kind)
        own = re.compile(rf"{re.escape(path)}{self._root}/({_snake(kind)}(?:_\d+)?)/")
        there = {match.group(1) for each in self._found if (match := own.match(each))}
        known = sorted(there, key=lambda name: (len(name), name))  # this Keras counted a layer with weights twice
        return known[place] if place < len(known) else _snake(kind)


class KerasHdf5:
    """A former .h5 file: a group for each layer of the outermost model, which lists its arrays by name."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def arrays(self, entry: Entry) -> list[Any]:
        top = entry.steps[0][1]
        group = inside(self._file, f"model_weights/{top}")
        listed = _listed(group)
        if len(entry.steps) == 1:
            return [inside(group, name) for name in listed]
        return [inside(group, name) for name in listed if _belongs(name, entry.name)]


def _listed(group: Any) -> list[str]:
    """The names of a layer's arrays; a list that is too long for one attribute is kept in several."""
    names = list(group.attrs.get("weight_names", ()))
    part = 0
    while f"weight_names{part}" in group.attrs and part < MAX_ARRAYS:
        names += list(group.attrs[f"weight_names{part}"])
        part += 1
    return [name.decode() if isinstance(name, bytes) else str(name) for name in names]


def _belongs(weight: str, layer: str) -> bool:
    """Whether an array of a model within a model is that layer's: `dense_1/kernel:0`, perhaps with models before it."""
    return layer in weight.split("/")[:-1]


def _snake(kind: str) -> str:
    split = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", kind))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", split).lower()


def inside(group: Any, path: str) -> Any:
    """The object at a path, without following links: those of HDF5 can name other files."""
    for part in path.split("/"):
        if not isinstance(group, h5py.Group) or not isinstance(group.get(part, getlink=True), h5py.HardLink):
            raise RunError(f"The weights are not complete: {path[:80]!r} is missing.")
        group = group[part]
    return group


def shape_of(data: Any, what: str) -> tuple[int, ...]:
    """The shape of a plain array; RunError for anything else."""
    if not isinstance(data, h5py.Dataset) or data.is_virtual or data.external:
        raise RunError(f"The {what} is no plain array.")
    return tuple(int(side) for side in data.shape)


def array(data: Any, shape: tuple[int, ...], what: str) -> Values:
    """The array in float32; RunError unless it has this shape and holds floating-point numbers."""
    found = shape_of(data, what)
    if found != shape or data.dtype.str not in FLOATS:
        raise RunError(f"The {what} must have the shape {shape} in float32. Received: {found} in {str(data.dtype)[:20]}")
    return np.asarray(data[()], np.float32)


def each_shape(source: Source, entry: Entry) -> Iterator[tuple[int, ...]]:
    for data in source.arrays(entry):
        yield shape_of(data, f"array of {entry.name[:40]!r}")
