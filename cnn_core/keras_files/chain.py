"""From the configuration of a Keras model to one list of layers, in the order in which an image passes through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cnn_core.errors import RunError, shown
from cnn_core.keras_files.arithmetic import as_activation, as_rescaling
from cnn_core.keras_files.blocks import block_in
from cnn_core.keras_files.entry import Entry
from cnn_core.keras_files.inbound import sources_of

MODELS = ("Sequential", "Functional", "Model")
JOINING = {"Add", "Concatenate", "Average", "Maximum", "Minimum", "Multiply", "Subtract", "Dot", "Merge"}
MAX_ENTRIES = 200
MAX_DEPTH = 8

MOBILE_NET = "block_1_expand"
TEACHABLE_MACHINE = (
    "The network stands on MobileNet, as those of Teachable Machine do: its skip connections cannot be built here. In Teachable Machine, "
    "choose Download samples for each class, bring these pictures in on the Data page, and train on them here."
)


@dataclass
class Unrolled:
    """The layers of a model, the shape of its images as the file gives it (None for the batch and for any size), and its name."""

    name: str
    shape: list[Any] | None = None
    entries: list[Entry] = field(default_factory=list)


def unrolled(config: object) -> Unrolled:
    """The layers of a Sequential, or of a Functional model that is a plain chain; models inside it are unrolled too.

    RunError names what makes it no chain.
    """
    model = _object(config, "the file")
    kind = model.get("class_name")
    if kind not in MODELS:
        raise RunError(f"Only Sequential networks and plain chains of layers can be loaded. Received: {shown(kind)}")
    settings = model.get("config")
    name = settings.get("name") if isinstance(settings, dict) else None
    found = Unrolled(name if isinstance(name, str) and 1 <= len(name) <= 80 and name.isprintable() else "network")
    _model(found, str(kind), settings, (), frozen=False)
    if found.shape is None and isinstance(settings, dict) and isinstance(settings.get("build_input_shape"), list):
        found.shape = settings["build_input_shape"]
    return found


def _model(found: Unrolled, kind: str, settings: object, steps: tuple[tuple[str, str, int], ...], frozen: bool) -> None:
    if len(steps) > MAX_DEPTH:
        raise RunError(f"The network has models within models, more than {MAX_DEPTH} deep.")
    given = settings if isinstance(settings, list) else _object(settings, "the network").get("layers")
    if not isinstance(given, list):
        raise RunError("The configuration of the network has no list of layers.")
    layers = [_object(each, "a layer") for each in given]
    if any(str(_name(each)).startswith(MOBILE_NET) for each in layers):
        raise RunError(TEACHABLE_MACHINE)
    if kind != "Sequential":
        layers = _in_order(layers)
        outputs = _object(settings, "the network").get("output_layers")
        if isinstance(outputs, list) and len(outputs) > 1 and all(isinstance(each, list) for each in outputs):
            raise RunError(f"The network has {len(outputs)} outputs, and CNN Lab takes one: save a model of one of them.")
    counts: dict[str, int] = {}
    for each in layers:
        where = f"layer {len(found.entries) + 1}"
        values = _object(each.get("config"), where) if not isinstance(each.get("config"), list) else {"layers": each["config"]}
        name = _name(each)
        own = str(each.get("class_name"))
        step = (own, name if isinstance(name, str) else "", counts.get(own, 0))
        counts[own] = counts.get(own, 0) + 1
        _note_shape(found, values.get("batch_shape", values.get("batch_input_shape")))
        still = frozen or values.get("trainable") is False
        if own in MODELS:
            block = block_in(values, still)
            if block is None:
                _model(found, own, values, (*steps, step), still)
            else:
                parts = tuple(Entry(kind, {}, (*steps, step, (kind, name, place))) for kind, name, place in block.places)
                found.entries.append(Entry(block.layer.kind, {}, (*steps, step), block.layer, parts))
        elif (scaling := as_rescaling(each)) is not None:
            found.entries.append(Entry("Rescaling", scaling, (*steps, step)))
        elif (activation := as_activation(each)) is not None:
            found.entries.append(Entry("Activation", {"activation": activation}, (*steps, step)))
        elif own not in ("InputLayer", "Identity"):
            found.entries.append(Entry(own, {**values, "trainable": False} if still else values, (*steps, step)))
        if len(found.entries) > MAX_ENTRIES:
            raise RunError(f"The network has more than {MAX_ENTRIES} layers.")


def _name(layer: Mapping[str, Any]) -> object:
    settings = layer.get("config")
    return layer.get("name") or (settings.get("name") if isinstance(settings, dict) else None)


def _note_shape(found: Unrolled, shape: object) -> None:
    """The shape that the first layer gives; one that a layer behind it gives is its own."""
    if found.shape is None and not found.entries and isinstance(shape, list) and len(shape) > 1:
        found.shape = shape


def _in_order(layers: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The layers of a Functional model, if each takes what one other gives and nothing is taken twice."""
    before: dict[str, str] = {}
    by_name: dict[str, Mapping[str, Any]] = {}
    for each in layers:
        name, kind = str(each.get("name")), str(each.get("class_name"))
        nodes = each.get("inbound_nodes")
        sources = sources_of(nodes)
        if (kind in JOINING and as_rescaling(each) is None) or len(sources) > 1:
            what = f"the layer {name[:40]!r} ({kind[:40]})"
            twice = isinstance(nodes, list) and len(nodes) > 1 and kind not in JOINING
            raise RunError(
                f"The network cannot be loaded: {what} is used in several places, and CNN Lab builds one row of layers."
                if twice
                else f"The network has a skip connection or a branch: {what} joins several paths, and CNN Lab builds one row of layers."
            )
        by_name[name] = each
        if sources:
            before[name] = sources[0]
    after = {source: name for name, source in before.items()}
    first = [name for name in by_name if name not in before]
    if len(first) != 1 or len(after) != len(before):
        what = "several inputs" if len(first) > 1 else "layers whose output goes two ways"
        raise RunError(f"The network has {what}, and CNN Lab builds one row of layers.")
    order = first
    while order[-1] in after and len(order) < len(layers):
        order.append(after[order[-1]])
    if len(order) != len(layers):
        raise RunError("The layers of the network are not connected into one row.")
    return [by_name[name] for name in order]


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise RunError(f"The configuration of {where} is not that of a Keras network.")
    return value
