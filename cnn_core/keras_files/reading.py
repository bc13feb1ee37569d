"""From the bytes of a file to the network in it: the whole way, inside the sandboxed process."""

from __future__ import annotations

import json
import zipfile
from typing import Any

from cnn_core.data.augmentation import Augmentation
from cnn_core.errors import RunError, SpecError
from cnn_core.keras_files.chain import unrolled
from cnn_core.keras_files.ending import with_probabilities
from cnn_core.keras_files.entry import Entry
from cnn_core.keras_files.found import KerasNetwork
from cnn_core.keras_files.hdf5 import KerasArchive, KerasHdf5, Source, array, open_hdf5
from cnn_core.keras_files.network import Builder, built
from cnn_core.keras_files.other_formats import (
    HDF5,
    model_inside,
    say_what_a_strange_zip_is,
    say_what_it_is,
    say_what_the_hdf5_is,
    say_what_the_zip_is,
)
from cnn_core.runs.bundle import MAX_JSON, weight_shapes
from cnn_core.runs.network_zip import strict_zip
from cnn_core.spec import Architecture
from cnn_core.spec.strict_json import read_json
from cnn_core.summary.rows import walk
from cnn_core.training.interface import Arrays

KERAS_MEMBERS = ("metadata.json", "config.json", "model.weights.h5", "assets/", "assets\\", "cnn_lab.json")
ABOUT = "cnn_lab.json"
MAX_UNPACKED = 128 * 2**20
MAX_MEMBERS = 100


def network_in(content: bytes) -> KerasNetwork:
    """The network in the bytes of a .keras or .h5 file, or of a zip around one; RunError says why it cannot be used."""
    if content.startswith(HDF5):
        return _of_hdf5(content)
    say_what_it_is(content)
    return _of_zip(content)


def _of_hdf5(content: bytes) -> KerasNetwork:
    file = open_hdf5(content)
    config = file.attrs.get("model_config")
    if not isinstance(config, str | bytes):
        raise say_what_the_hdf5_is(file)
    found = unrolled(_config(config))
    return _network(found, KerasHdf5(file), _about(file.attrs.get("cnn_lab")))


def _of_zip(content: bytes) -> KerasNetwork:
    try:
        opened = strict_zip(content, "The file", lambda name: True, MAX_MEMBERS, MAX_UNPACKED)
    except RunError:
        say_what_a_strange_zip_is(content)
        raise
    with opened as archive:
        names = archive.namelist()
        if not {"config.json", "model.weights.h5"} <= set(names):
            inner = model_inside(names)
            if inner is None:
                raise say_what_the_zip_is(names)
            packed = archive.read(inner)
            if packed.startswith(HDF5):
                return _of_hdf5(packed)
            say_what_it_is(packed)
            return _of_keras(packed)
    return _of_keras(content)


def _of_keras(content: bytes) -> KerasNetwork:
    with strict_zip(content, "The .keras file", KERAS_MEMBERS.__contains__, len(KERAS_MEMBERS), MAX_UNPACKED) as archive:
        names = set(archive.namelist())
        if not {"config.json", "model.weights.h5"} <= names:
            raise RunError("The .keras file has no config.json with model.weights.h5 beside it.")
        config = _json(archive, "config.json")
        about = _about(archive.read(ABOUT)) if ABOUT in names and archive.getinfo(ABOUT).file_size < MAX_JSON else None
        file = open_hdf5(archive.read("model.weights.h5"))
    return _network(unrolled(config), KerasArchive(file), about)


def _json(archive: zipfile.ZipFile, name: str) -> object:
    if archive.getinfo(name).file_size > MAX_JSON:
        raise RunError(f"The {name} in the .keras file has more than {MAX_JSON // 1024} KB.")
    return _config(archive.read(name))


def _config(text: str | bytes) -> object:
    try:
        return read_json(text)
    except SpecError as error:
        raise RunError(f"The configuration of the network cannot be read: {error}") from None


def _about(value: object) -> dict[str, Any] | None:
    """What CNN Lab wrote into the file; nothing of it is needed, so what cannot be read is left aside."""
    if not isinstance(value, str | bytes):
        return None
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _network(found: Any, source: Source, about: dict[str, Any] | None) -> KerasNetwork:
    architecture, builder = built(found, source)
    ended = with_probabilities(architecture, builder.placed)
    weights = ended.weights(_weights(architecture, builder))
    weight_shapes(ended.architecture)
    if ended.note:
        builder.say(ended.note)
    return KerasNetwork(
        architecture=ended.architecture,
        weights=weights,
        scale=builder.scale,
        augmentation=Augmentation(**builder.augmentation),
        notes=tuple(builder.notes),
        about=about,
    )


def _weights(architecture: Architecture, builder: Builder) -> Arrays:
    weight_shapes(architecture)  # refuses a network that is too large before any of it is read
    rows, fault = walk(architecture)
    if fault is not None:
        raise RunError(f"Layer {fault.index + 1} does not fit: {fault.problem}.")
    read: Arrays = {}
    for row in rows:
        placed = builder.placed[row.index]
        if placed.arrays is not None:
            read |= {f"{row.index}.{name}": each for name, each in placed.arrays.items()}
        elif row.weights and isinstance(placed.origin, Entry):
            parts = placed.origin.parts or (placed.origin,)
            found = [each for part in parts for each in builder.source.arrays(part)]
            if len(found) != len(row.weights):
                raise RunError(
                    f"The weights are not complete: layer {row.index + 1} ({row.kind}) has {len(row.weights)} arrays, and the file "
                    f"has {len(found)} for it."
                )
            for weight, data in zip(row.weights, found, strict=True):
                read[f"{row.index}.{weight.name}"] = array(data, weight.shape, f"{weight.name} of layer {row.index + 1}")
    return read
