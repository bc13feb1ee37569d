"""Blocks as people write them: a function for each kind, and a call for each block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnn_core.codegen.section import Code, call, lines, literal
from cnn_core.spec import Composite, InvertedResidual, ResidualBlock, SeparableBlock, Shape
from cnn_core.spec.weight_settings import penalty

NAMES = {ResidualBlock: "residual_block", InvertedResidual: "inverted_residual", SeparableBlock: "separable_block"}
ALWAYS = ("filters", "strides", "expansion")
"""Arguments of a function even where all blocks have the same."""
DEFAULTS = {"momentum": 0.99, "trainable": True}
"""Keras's own, which are left out where no block has another; of all others that is None."""

RESIDUAL = '''def {head}:
    """Two convolutions and a way around them, whose numbers are added; it has a 1x1 convolution where the shape changes."""
    usual = dict({conv})
    inputs = keras.Input(shape)
    x = layers.Conv2D(filters, {kernel_size}, strides=strides, **usual)(inputs)
    x = layers.BatchNormalization({norm})(x)
{activation}
    x = layers.Conv2D(filters, {kernel_size}, **usual)(x)
    x = layers.BatchNormalization({norm})(x)
    skip = inputs
    if strides > 1 or shape[-1] != filters:
        skip = layers.Conv2D(filters, (1, 1), strides=strides, **usual)(skip)
        skip = layers.BatchNormalization({norm})(skip)
    x = layers.Add({other})([x, skip])
{activation}
    return keras.Model(inputs, x)
'''
INVERTED = '''def {head}:
    """1x1 to more channels, a filter for each, 1x1 back to few; and a way around them where the shape stays."""
    usual = dict({conv})
    inputs = x = keras.Input(shape)
    if expansion > 1:
        x = layers.Conv2D(shape[-1] * expansion, (1, 1), **usual)(x)
        x = layers.BatchNormalization({norm})(x)
{deep}
    x = layers.DepthwiseConv2D({kernel_size}, strides=strides, {depthwise})(x)
    x = layers.BatchNormalization({norm})(x)
{activation}
    x = layers.Conv2D(filters, (1, 1), **usual)(x)
    x = layers.BatchNormalization({norm})(x)
    if strides == 1 and shape[-1] == filters:
        x = layers.Add({other})([x, inputs])
    return keras.Model(inputs, x)
'''
SEPARABLE = '''def {head}:
    """A filter for each channel, then 1x1 across the channels."""
    inputs = keras.Input(shape)
    x = layers.DepthwiseConv2D({kernel_size}, strides=strides, {depthwise})(inputs)
    x = layers.BatchNormalization({norm})(x)
{activation}
    x = layers.Conv2D(filters, (1, 1), {conv})(x)
    x = layers.BatchNormalization({norm})(x)
{activation}
    return keras.Model(inputs, x)
'''
TEMPLATES = {ResidualBlock: RESIDUAL, InvertedResidual: INVERTED, SeparableBlock: SEPARABLE}


@dataclass(frozen=True)
class Used:
    """One block of a network: the shape that it gets, and what its layers need besides."""

    block: Composite
    shape: Shape
    more: Mapping[str, Any]


def _arguments(used: Used) -> dict[str, Any]:
    values = {name: value for name, value in used.block.values().items() if name not in ("enabled", "l1", "l2")}
    found = penalty(used.block.values()["l1"], used.block.values()["l2"])
    regularizer = Code(call(f"keras.regularizers.{found[0]}", **found[1])) if found else None
    sizes = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return {**sizes, "kernel_regularizer": regularizer, "dtype": None, **used.more}


def block_calls(blocks: Sequence[Used]) -> tuple[list[str], list[str]]:
    """The functions that these blocks need, and a call for each block. What all blocks of a kind share stands in its function."""
    calls = [""] * len(blocks)
    functions = []
    for kind, name in NAMES.items():
        mine = {place: _arguments(used) for place, used in enumerate(blocks) if isinstance(used.block, kind)}
        if not mine:
            continue
        first = next(iter(mine.values()))
        free = [each for each in first if each in ALWAYS or any(values[each] != first[each] for values in mine.values())]
        functions.append(
            _function(kind, name, {each: Code(each) if each in free else value for each, value in first.items()}, free)
        )
        for place, values in mine.items():
            calls[place] = call(
                name, blocks[place].shape, values["filters"], **{each: values[each] for each in free if each != "filters"}
            )
    return functions, calls


def _function(kind: type[Composite], name: str, given: dict[str, Any], free: list[str]) -> str:
    """The text of a function; `given` has the name of an argument where blocks differ, and else what all of them have."""

    def said(*names: str, kernel: str = "kernel") -> list[str]:
        return [f"{each.replace('kernel', kernel)}={literal(given[each])}" for each in names if given[each] != DEFAULTS.get(each)]

    def conv(kernel: str) -> str:
        own = said("kernel_initializer", "kernel_regularizer", "trainable", "dtype", kernel=kernel)
        return ", ".join(['padding="same"', "use_bias=False", *own])

    named = literal(given["activation"])
    activation = "" if named == '"linear"' else f"    x = layers.Activation({', '.join([named, *said('dtype')])})(x)"
    text = TEMPLATES[kind].format(
        head=f"{name}({', '.join(['shape', *free])})",
        kernel_size=literal(given["kernel_size"]),
        conv=conv("kernel"),
        depthwise=conv("depthwise"),
        norm=", ".join(said("momentum", "trainable", "dtype")),
        other=", ".join(said("dtype")),
        activation=activation,
        deep=activation and "    " + activation,
    )
    return lines(*text.splitlines())
