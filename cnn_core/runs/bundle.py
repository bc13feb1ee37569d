"""A trained network as one file: a zip of architecture.json, weights.npz, meta.json and, to train on from, state.npz."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from functools import partial
from math import prod

import numpy as np

from cnn_core.errors import RunError, SpecError
from cnn_core.runs.about import About
from cnn_core.runs.network_zip import refused, strict_zip, unbroken
from cnn_core.runs.packing import pack_checkpoint
from cnn_core.sandbox.strict_npz import strict_npz
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.fields import Shape
from cnn_core.spec.strict_json import read_json
from cnn_core.summary import summarise
from cnn_core.text import over_text
from cnn_core.training.interface import Arrays, Resume

MAX_BYTES = 64 * 2**20
MAX_UNPACKED = 2 * MAX_BYTES
MAX_JSON = 256 * 1024
MAX_PARAMETERS = 20_000_000
MAX_STATES = 2000
NEEDED = ("architecture.json", "meta.json", "weights.npz")
MEMBERS = (*NEEDED, "state.npz")
BUNDLE = "The bundle"
STATE = re.compile(r"optimizer\.\d{1,4}|random\.\d{1,3}\.\d{1,2}|patience\.(best|wait|best_epoch|weight\.\d{1,3})")
FIXED_TIME = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class Bundle:
    """A network, its weights and what is known of them; `checkpoint` if its training can go on exactly."""

    weights: Arrays
    about: About
    checkpoint: Resume | None = None

    @property
    def architecture(self) -> Architecture:
        return self.about.experiment.architecture


def write_bundle(bundle: Bundle) -> bytes:
    """The bytes of the file, the same for equal bundles. Without the checkpoint if it would not fit; RunError if nothing would."""
    members = {
        "architecture.json": json.dumps(bundle.architecture.to_json(), indent=1).encode(),
        "meta.json": json.dumps(bundle.about.to_json(), indent=1).encode(),
        "weights.npz": npz_bytes(bundle.weights),
    }
    if bundle.checkpoint is not None:
        whole = zipped(members | {"state.npz": npz_bytes(pack_checkpoint(bundle.checkpoint))})
        if len(whole) <= MAX_BYTES:
            return whole
    made = zipped(members)
    if len(made) > MAX_BYTES:
        raise RunError(
            f"The bundle would have {len(made) >> 20} MB, and {MAX_BYTES >> 20} MB is the most: save the network as .keras instead."
        )
    return made


def read_bundle(content: bytes) -> Bundle:
    """The bundle in a file that anybody may have made; RunError says in one sentence why it is refused."""
    if len(content) > MAX_BYTES:
        raise refused(BUNDLE, f"it has {over_text(len(content), MAX_BYTES)}")
    archive = strict_zip(content, BUNDLE, MEMBERS.__contains__, len(MEMBERS), MAX_UNPACKED)
    with unbroken(BUNDLE), archive:
        names = archive.namelist()
        for name in NEEDED:
            if name not in names:
                raise refused(BUNDLE, f"{name} is missing in it")
            if name.endswith(".json") and archive.getinfo(name).file_size > MAX_JSON:
                raise refused(BUNDLE, f"{name} has more than {MAX_JSON // 1024} KB")
        architecture = _read_architecture(archive.read("architecture.json"))
        about = _read_about(archive.read("meta.json"), architecture)
        shapes = weight_shapes(architecture)
        weights = read_weights(archive.read("weights.npz"), shapes)
        checkpoint = read_state(archive.read("state.npz"), shapes) if "state.npz" in names else None
    return Bundle(weights, about, checkpoint)


def pack_network(architecture: Architecture, weights: Arrays, found: object) -> bytes:
    """Layers and weights, and what else was found, as JSON."""
    texts = {"architecture.json": architecture.to_json(), "found.json": found}
    return zipped({**{name: json.dumps(each).encode() for name, each in texts.items()}, "weights.npz": npz_bytes(weights)})


def unpack_network(content: bytes) -> tuple[Architecture, Arrays, object]:
    """What `pack_network` packed, believed as little as a whole bundle."""
    names = ("architecture.json", "weights.npz", "found.json")
    archive = strict_zip(content, BUNDLE, names.__contains__, len(names), MAX_UNPACKED)
    with unbroken(BUNDLE), archive:
        architecture = _read_architecture(archive.read(names[0]))
        weights = read_weights(archive.read(names[1]), weight_shapes(architecture))
        return architecture, weights, read_json(archive.read(names[2]))


def weight_shapes(architecture: Architecture) -> dict[str, Shape]:
    """The names and shapes of all weights of a network; RunError if it has too many."""
    summary = summarise(architecture)
    if summary.params > MAX_PARAMETERS:
        raise refused("The network", f"it has {summary.params:,} parameters, and {MAX_PARAMETERS:,} is the most")
    return {f"{row.index}.{weight.name}": weight.shape for row in summary.rows for weight in row.weights}


def read_weights(content: bytes, shapes: dict[str, Shape]) -> Arrays:
    """The weights in an npz file: all of these and no others."""
    found = strict_npz(
        content,
        partial(refused, "weights.npz"),
        len(shapes),
        4 * sum(map(prod, shapes.values())),
        lambda *given: _misfit(shapes, *given),
    )
    _check_complete(found, shapes, "weights.npz")
    return {name: found[name] for name in shapes}


def _misfit(shapes: dict[str, Shape], name: str, descr: str, shape: Shape) -> str:
    if name not in shapes:
        return f"the network has no weight {name[:40]!r}"
    if shape != shapes[name]:
        return f"{name} must have the shape {shapes[name]} and has {shape}"
    return "" if descr == "<f4" else f"{name} must hold numbers of the type <f4 and holds {descr}"


def _check_complete(found: Arrays, shapes: dict[str, Shape], what: str) -> None:
    for name in shapes:
        if name not in found:
            raise refused(what, f"{name} is missing in it")


def _read_architecture(text: bytes) -> Architecture:
    try:
        return Architecture.from_json(read_json(text))
    except SpecError as error:
        raise refused("architecture.json", str(error)) from None


def _read_about(text: bytes, architecture: Architecture) -> About:
    try:
        about = About.from_json(read_json(text), architecture)
    except SpecError as error:
        raise refused("meta.json", str(error)) from None
    errors = summarise(architecture, len(about.class_names)).errors
    if errors:
        raise refused("architecture.json", errors[0].message.rstrip("."))
    return about


def read_state(content: bytes, shapes: dict[str, Shape], whole: bool = True) -> Resume:
    """A checkpoint: its arrays can have no other shape than a weight, a number, or the seed of a random layer.

    Unless it must be `whole`, it may have some of the weights, or none."""
    possible = {(), (2,), *shapes.values()}
    needed = {f"weights|{name}": shape for name, shape in shapes.items()}

    def check(name: str, descr: str, shape: Shape) -> str:
        part, _, rest = name.partition("|")
        if name == "epoch":
            return "" if (descr, shape) == ("<i8", ()) else "epoch must be one whole number"
        if part == "weights":
            return _misfit(needed, name, descr, shape)
        if part != "state" or not STATE.fullmatch(rest):
            return f"{name[:40]!r} does not belong there"
        return "" if shape in possible else f"{name} has the shape {shape}, which no weight of the network has"

    found = strict_npz(content, partial(refused, "state.npz"), MAX_STATES, MAX_UNPACKED, check)
    _check_complete(found, {"epoch": (), **(needed if whole else {})}, "state.npz")
    if not 0 <= int(found["epoch"]) <= 100_000:
        raise refused("state.npz", f"it is of epoch {int(found['epoch'])}")
    weights = {name: found[f"weights|{name}"] for name in shapes if f"weights|{name}" in found}
    state = {name.removeprefix("state|"): each for name, each in found.items() if name.startswith("state|")}
    return Resume(epoch=int(found["epoch"]), weights=weights, state=state)


def npz_bytes(arrays: Arrays) -> bytes:
    """The arrays as an npz file that `strict_npz` reads."""
    members = {}
    for name, array in arrays.items():
        file = io.BytesIO()
        np.lib.format.write_array(file, np.asarray(array), version=(1, 0), allow_pickle=False)
        members[f"{name}.npy"] = file.getvalue()
    return zipped(members)


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these files. Not compressed: weights hardly shrink, and what is not packed cannot swell."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), content)
    return file.getvalue()
