"""Errors of fit: a layer that cannot take what it gets, and the changes that get furthest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import gcd

from cnn_core.spec.activation import PReLU
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.blocks import InvertedResidual
from cnn_core.spec.convolution import MOST_FILTERS, Conv2D
from cnn_core.spec.normalisation import GroupNormalization
from cnn_core.spec.pooling import GlobalAveragePooling2D, GlobalMaxPooling2D
from cnn_core.spec.shaping import Dense, Flatten
from cnn_core.summary.issues import ERROR, Fix, Issue, name_of
from cnn_core.summary.output import wrong_output
from cnn_core.summary.rows import Fault, walk

MAX_FIXES = 3
VECTORS = Flatten | GlobalAveragePooling2D | GlobalMaxPooling2D


def does_not_fit(architecture: Architecture, fault: Fault, classes: int | None) -> Issue:
    """The issue of the first layer that cannot take its input, with at most three fixes."""
    message = f"{name_of(architecture, fault.index)} does not fit: {fault.problem}."
    left = len(architecture.layers) - fault.index
    return Issue("does-not-fit", fault.index, ERROR, message, _furthest(_candidates(architecture, fault), left, classes))


def _furthest(candidates: Iterator[Fix], left: int, classes: int | None) -> tuple[Fix, ...]:
    """Of the candidates, those after which nothing is wrong and no Dense works on single pixels; failing that, with the least of
    both; failing that, with fewer than `left` layers from the first fault on."""
    whole: dict[tuple[int, int], list[Fix]] = {}
    further: list[Fix] = []
    seen: list[tuple[Architecture, tuple[int, ...]]] = []
    for fix in candidates:
        made = (fix.architecture, fix.architecture.ids)
        if made in seen:
            continue
        seen.append(made)
        rows, fault = walk(fix.architecture)
        if fault is None:
            errors = sum(1 for _ in wrong_output(fix.architecture, rows, classes))
            on_pixels = sum(isinstance(row.layer, Dense) and len(row.input_shape) == 3 for row in rows)
            whole.setdefault((errors, on_pixels), []).append(fix)
        elif len(fix.architecture.layers) - fault.index < left:
            further.append(fix)
        if len(whole.get((0, 0), ())) == MAX_FIXES:
            break
    best = whole[min(whole)] if whole else further
    return tuple(best[:MAX_FIXES])


def _candidates(architecture: Architecture, fault: Fault) -> Iterator[Fix]:
    layer = architecture.layers[fault.index]
    if isinstance(layer, GroupNormalization | Conv2D) and _common(layer, fault) < layer.groups:
        groups = _common(layer, fault)
        yield Fix(f"use groups={groups} in layer {fault.index + 1}", architecture.edit(fault.index, groups=groups))
    elif isinstance(layer, Conv2D) and max(layer.strides) > 1 and max(layer.dilation_rate) > 1:
        for field in ("dilation_rate", "strides"):
            yield Fix(f"use {field}=(1, 1) in layer {fault.index + 1}", architecture.edit(fault.index, **{field: (1, 1)}))
    elif isinstance(layer, PReLU):
        yield Fix(f"use shared_axes=False in layer {fault.index + 1}", architecture.edit(fault.index, shared_axes=False))
    elif isinstance(layer, InvertedResidual) and len(fault.input_shape) == 3:
        if most := MOST_FILTERS // fault.input_shape[2]:
            yield Fix(f"use expansion={most} in layer {fault.index + 1}", architecture.edit(fault.index, expansion=most))
    elif len(fault.input_shape) == 1:
        yield from _later_vector(architecture, fault)
    else:
        yield from _larger_image(architecture, fault)
    yield Fix(f"remove {name_of(architecture, fault.index)}", architecture.remove(fault.index))


def _common(layer: GroupNormalization | Conv2D, fault: Fault) -> int:
    """The most groups, up to those that are set, into which channels and filters can be divided."""
    if len(fault.input_shape) == 1 and isinstance(layer, Conv2D):
        return layer.groups
    common = gcd(layer.groups, fault.input_shape[-1])
    return gcd(common, layer.filters) if isinstance(layer, Conv2D) else common


def _later_vector(architecture: Architecture, fault: Fault) -> Iterator[Fix]:
    """A layer needs an image but gets a vector: flatten later, bring it before Flatten, or do not flatten at all."""
    layers = architecture.layers
    last = max(i for i, layer in enumerate(layers) if layer.enabled and layer.needs_image)
    late = [i for i in range(fault.index, last + 1) if layers[i].enabled and not isinstance(layers[i], Dense | Flatten)]
    for i in _before(architecture, fault):
        if isinstance(layers[i], VECTORS):
            name = name_of(architecture, i)
            yield Fix(f"move {name} behind {name_of(architecture, last)}", architecture.move(i, last))
            earlier = architecture
            for n, at in enumerate(late):
                earlier = earlier.move(at, i + n)
            others = f" and {len(late) - 1} more" if len(late) > 1 else ""
            yield Fix(f"move {name_of(architecture, late[0])}{others} before {name}", earlier)
            yield Fix(f"remove {name}", architecture.remove(i))


def _larger_image(architecture: Architecture, fault: Fault) -> Iterator[Fix]:
    """A window is larger than the image that is left: keep more of the image, or use a smaller window."""
    layers, at = architecture.layers, fault.index
    yield Fix(f"use padding='same' in layer {at + 1}", architecture.edit(at, padding="same"))
    if layers[at].dilation != (1, 1):
        yield Fix(f"use dilation_rate=(1, 1) in layer {at + 1}", architecture.edit(at, dilation_rate=(1, 1)))
    pools = (i for i in _before(architecture, fault) if layers[i].group == "pooling")
    for i in islice(pools, MAX_FIXES):
        yield Fix(f"remove {name_of(architecture, i)}", architecture.remove(i))
    padded = architecture
    for i in (*_before(architecture, fault), at):
        if getattr(layers[i], "padding", "") == "valid" and layers[i].group == "convolution":
            padded = padded.edit(i, padding="same")
    yield Fix("use padding='same' in every convolution", padded)
    field = "kernel_size" if layers[at].group == "convolution" else "pool_size"
    size, (height, width) = getattr(layers[at], field), fault.input_shape[:2]
    fitting = (min(size[0], height), min(size[1], width))
    yield Fix(f"use {field}={fitting} in layer {at + 1}", architecture.edit(at, **{field: fitting}))


def _before(architecture: Architecture, fault: Fault) -> tuple[int, ...]:
    """The enabled layers before the fault, nearest first."""
    return tuple(i for i in reversed(range(fault.index)) if architecture.layers[i].enabled)
