"""Blocks in Keras files: a model within the model whose layers and connections are exactly those of a block of the spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cnn_core.errors import RunError, SpecError
from cnn_core.keras_files.entry import Entry
from cnn_core.keras_files.inbound import sources_of
from cnn_core.keras_files.settings import activation_layers, layers_of
from cnn_core.spec import BLOCKS, BatchNormalization, Composite, Conv2D, DepthwiseConv2D, DoesNotFit, Layer, fields_of

MAX_STEPS = 16
RANK = 3


@dataclass(frozen=True)
class Found:
    """A block, and where the weights of its steps are: (class, name, place among the siblings of its class) of each layer that has any."""

    layer: Composite
    places: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class _Node:
    name: str
    kind: str
    settings: Mapping[str, Any]
    sources: tuple[str, ...]
    place: int


def block_in(model: Mapping[str, Any], frozen: bool = False) -> Found | None:
    """The block that a Functional model within the model is, by its configuration; None if it is none."""
    given = model.get("layers")
    if not isinstance(given, list) or len(given) > MAX_STEPS or not all(isinstance(each, dict) for each in given):
        return None
    nodes = list(_nodes(given))
    starts = [node for node in nodes if node.kind == "InputLayer"]
    if len(starts) != 1:
        return None
    shape = starts[0].settings.get("batch_shape", starts[0].settings.get("batch_input_shape"))
    if not isinstance(shape, list) or len(shape) != RANK + 1 or not all(type(side) is int for side in shape[1:]):
        return None
    ways = _ways(nodes, starts[0].name)
    name = str(model.get("name"))
    kinds = sorted(
        BLOCKS, key=lambda kind: not name.startswith(kind.__name__.lower())
    )  # two kinds can be made of the same layers
    return None if ways is None else _block(kinds, ways, (shape[1], shape[2], shape[3]), frozen)


def _nodes(given: Sequence[Mapping[str, Any]]) -> Iterator[_Node]:
    counts: dict[str, int] = {}
    for each in given:
        kind, settings = str(each.get("class_name")), each.get("config")
        settings = settings if isinstance(settings, dict) else {}
        name = str(each.get("name") or settings.get("name"))
        yield _Node(name, kind, settings, tuple(sources_of(each.get("inbound_nodes"))), counts.get(kind, 0))
        counts[kind] = counts.get(kind, 0) + 1


_Ways = tuple[list[_Node], list[_Node] | None, list[_Node]]


def _ways(nodes: Sequence[_Node], start: str) -> _Ways | None:
    """The longer way from the start to where both are added, the shorter one (None: nothing is added), and what follows; None if the model
    is not of this form."""
    by_name = {node.name: node for node in nodes}
    sums = [node for node in nodes if node.kind == "Add"]
    ends = set(by_name) - {source for node in nodes for source in node.sources}
    if len(by_name) != len(nodes) or len(sums) > 1 or len(ends) != 1:
        return None
    if not sums:
        way = _back(by_name, ends.pop(), start)
        return None if way is None or len(way) + 1 != len(nodes) else (way, None, [])
    after = _back(by_name, ends.pop(), sums[0].name)
    ways = [_back(by_name, source, start) for source in sums[0].sources]
    if after is None or len(ways) != 2 or ways[0] is None or ways[1] is None:
        return None
    shorter, longer = sorted((ways[0], ways[1]), key=len)
    return (longer, shorter, after) if len({*map(id, longer + shorter + after)}) + 2 == len(nodes) else None


def _back(by_name: Mapping[str, _Node], name: str, start: str) -> list[_Node] | None:
    """The nodes from behind `start` to `name`, each of which takes what the one before gives."""
    way: list[_Node] = []
    while name != start:
        node = by_name.get(name)
        if node is None or len(node.sources) != 1 or len(way) > MAX_STEPS:
            return None
        way.append(node)
        name = node.sources[0]
    return way[::-1]


def _block(kinds: Sequence[type[Composite]], ways: _Ways, shape: tuple[int, int, int], frozen: bool) -> Found | None:
    main, skip, after = ways
    nodes = [*main, *(skip or []), *after]
    try:
        layers = [_layer(node, frozen) for node in nodes]
        for kind in kinds:
            block = _candidate(kind, layers, len(main), shape[2])
            within = block.inside(shape)
            alike = [_bare(step.layer) for step in within.steps] == [_bare(layer) for layer in layers]
            parted = (within.skip is None) == (skip is None) and len(within.skip or ()) == len(skip or [])
            if alike and parted:
                weighed = [node for node, layer in zip(nodes, layers, strict=True) if layer.weights(shape)]
                return Found(block, tuple((node.kind, node.name, node.place) for node in weighed))
    except (RunError, SpecError, DoesNotFit, StopIteration):
        return None
    return None


def _layer(node: _Node, frozen: bool) -> Layer:
    entry = Entry(node.kind, {**node.settings, "trainable": False} if frozen else node.settings)
    made = activation_layers(entry, node.name, RANK) if node.kind == "ReLU" else layers_of(entry, node.name, RANK)
    if len(made) != 1:
        raise RunError("A block has plain layers.")
    return made[0]


def _candidate(kind: type[Composite], layers: Sequence[Layer], main: int, channels: int) -> Composite:
    """The one block of this kind that these layers may be: its fields are those of the layers that have them."""
    first = next(layer for layer in layers if isinstance(layer, Conv2D | DepthwiseConv2D))
    windowed = next((layer for layer in layers if isinstance(layer, DepthwiseConv2D)), first)
    last = next(layer for layer in reversed(layers[:main]) if isinstance(layer, Conv2D))
    values: dict[str, Any] = {
        "filters": last.filters,
        "kernel_size": windowed.kernel_size,
        "strides": max(windowed.strides) if isinstance(windowed, Conv2D) else windowed.strides,
        "activation": next((layer.ending(()) for layer in layers if layer.kind == "Activation"), "linear"),
        "trainable": first.trainable,
        "momentum": next(layer.momentum for layer in layers if isinstance(layer, BatchNormalization)),
        "kernel_initializer": first.kernel_initializer if isinstance(first, Conv2D) else first.depthwise_initializer,
        "l1": first.l1,
        "l2": first.l2,
        "expansion": first.filters // channels if isinstance(first, Conv2D) else 1,
    }
    known = {field.name for field in fields_of(kind)}
    return kind(**{name: value for name, value in values.items() if name in known})


def _bare(layer: Layer) -> Layer:
    """The layer without what its weights begin with and what keeps them small: neither changes what a network computes."""
    known = {field.name: field.default for field in fields_of(type(layer))}
    names = [name for name in known if name.endswith("_initializer") or name in ("l1", "l2")]
    return replace(layer, **{name: known[name] for name in names})
