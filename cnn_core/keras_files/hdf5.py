"""Weights from HDF5: only plain arrays stored in the file itself, each checked before it is read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import h5py
import numpy as np

from cnn_core.errors import RunError
from cnn_core.keras_files.config import architecture_of
from cnn_core.keras_files.in_sandbox import HDF5
from cnn_core.runs.bundle import MAX_JSON, weight_shapes
from cnn_core.runs.network_zip import strict_zip
from cnn_core.spec import Architecture
from cnn_core.spec.strict_json import read_json
from cnn_core.summary.rows import walk
from cnn_core.training.interface import Arrays

KERAS_MEMBERS = ("metadata.json", "config.json", "model.weights.h5", "assets/")
MAX_UNPACKED = 128 * 2**20


def network_in(content: bytes) -> tuple[Architecture, Arrays]:
    """The network in the bytes of a .keras or .h5 file; RunError says why it cannot be used."""
    if content.startswith(HDF5):
        file = _open(content)
        architecture, names = architecture_of(read_json(_text(file.attrs.get("model_config"))))
        return architecture, _weights(architecture, [_by_name(file, name) for _, name in names])
    with strict_zip(content, "The .keras file", KERAS_MEMBERS.__contains__, len(KERAS_MEMBERS), MAX_UNPACKED) as archive:
        if not {"config.json", "model.weights.h5"} <= set(archive.namelist()):
            raise RunError("The .keras file has no config.json with model.weights.h5 beside it.")
        if archive.getinfo("config.json").file_size > MAX_JSON:
            raise RunError(f"The config.json in the .keras file has more than {MAX_JSON // 1024} KB.")
        architecture, names = architecture_of(read_json(archive.read("config.json")))
        file = _open(archive.read("model.weights.h5"))
    places = _places([kind for kind, _ in names])
    return architecture, _weights(architecture, [_numbered(file, place) for place in places])


def _open(content: bytes) -> Any:
    return h5py.File(io.BytesIO(content), "r")


def _text(value: object) -> str | bytes:
    if not isinstance(value, str | bytes):
        raise RunError("The .h5 file holds no network: it has no model_config, so perhaps only weights were saved.")
    return value


def _places(kinds: list[str]) -> list[str]:
    """Where a .keras file keeps the layers: by class name in snake case, counted from the second of a kind on."""
    counts: dict[str, int] = {}
    found = []
    for kind in kinds:
        split = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", kind)
        name = re.sub(r"([a-z])([A-Z])", r"\1_\2", split).lower()
        counts[name] = counts.get(name, -1) + 1
        found.append(f"layers/{name}_{counts[name]}" if counts[name] else f"layers/{name}")
    return found


def _numbered(file: Any, place: str) -> Iterator[Any]:
    number = 0
    while True:
        yield _inside(file, f"{place}/vars/{number}")
        number += 1


def _by_name(file: Any, layer: str) -> Iterator[Any]:
    group = _inside(file, f"model_weights/{layer}")
    for name in group.attrs.get("weight_names", ()):
        yield _inside(group, name.decode() if isinstance(name, bytes) else str(name))


def _inside(group: Any, path: str) -> Any:
    """The object at a path, without following links: those of HDF5 can name other files."""
    for part in path.split("/"):
        if not isinstance(group, h5py.Group) or not isinstance(group.get(part, getlink=True), h5py.HardLink):
            raise RunError(f"The weights are not complete: {path[:80]!r} is missing.")
        group = group[part]
    return group


def _weights(architecture: Architecture, sources: list[Iterator[Any]]) -> Arrays:
    weight_shapes(architecture)  # refuses a network that is too large before any of it is read
    rows, fault = walk(architecture)
    if fault is not None:
        raise RunError(f"Layer {fault.index + 1} does not fit: {fault.problem}.")
    return {
        f"{row.index}.{weight.name}": _array(found, weight.shape, f"{weight.name} of layer {row.index + 1}")
        for row in rows
        for weight, found in zip(row.weights, sources[row.index], strict=False)
    }


def _array(data: Any, shape: tuple[int, ...], what: str) -> np.ndarray[Any, Any]:
    if not isinstance(data, h5py.Dataset) or data.is_virtual or data.external:
        raise RunError(f"The {what} is no plain array.")
    if data.shape != shape or data.dtype != np.dtype("<f4"):
        raise RunError(f"The {what} must have the shape {shape} in float32. Received: {data.shape} in {str(data.dtype)[:20]}")
    return np.asarray(data[()])
