"""Errors at the end of a network: an output that is not one probability per class."""

from __future__ import annotations

from collections.abc import Iterator

from cnn_core.spec.activation import Activation
from cnn_core.spec.architecture import MAX_LAYERS, Architecture
from cnn_core.spec.fields import Shape
from cnn_core.spec.pooling import GlobalAveragePooling2D
from cnn_core.spec.shaping import Dense, Flatten
from cnn_core.summary.issues import ERROR, Fix, Issue, name_of
from cnn_core.summary.rows import Row, walk
from cnn_core.text import shape_text

USUAL_CLASSES = 10


def wrong_output(architecture: Architecture, rows: tuple[Row, ...], classes: int | None) -> Iterator[Issue]:
    """What is wrong at the end of a network whose layers all fit.

    A network ends in a head (a Dense that takes a vector), or in global pooling with as many channels as classes.
    """
    shape = rows[-1].output_shape if rows else architecture.input_shape
    dense = [row for row in rows if isinstance(row.layer, Dense)]
    on_image = dense_on_image(rows)
    headed = bool(on_image) or (bool(dense) and len(dense[-1].input_shape) == 1)
    if on_image:
        yield _dense_before_flatten(architecture, on_image[0], shape)
    if not headed:
        valued = any(row.shapes_values for row in rows)
        if len(shape) == 3 or not valued or (classes is not None and shape != (classes,)):
            yield _no_head(architecture, shape, classes or USUAL_CLASSES)
            return
    elif classes is not None and dense[-1].output_shape[-1] != classes:
        yield _wrong_classes(architecture, dense[-1], classes)
    frozen = [row for row in rows if any(weight.trainable for weight in row.layer.weights(row.input_shape)) and not row.trainable]
    if frozen and not any(row.trainable for row in rows):
        yield _all_frozen(architecture, frozen[-1])
    last = next(row for row in reversed(rows) if row.shapes_values)
    if not _over_all(last, rows, on_image):
        yield _no_probabilities(architecture, last)
    elif getattr(last.layer, "activation", "") != "softmax":
        yield _no_softmax(architecture, last)


def _all_frozen(architecture: Architecture, last: Row) -> Issue:
    message = "Every layer is frozen, so there is nothing to train."
    fix = Fix(f"train {name_of(architecture, last.index)}", architecture.edit(last.index, trainable=True))
    return Issue("all-frozen", last.index, ERROR, message, (fix,))


def dense_on_image(rows: tuple[Row, ...]) -> list[Row]:
    """The Dense layers that are applied to an image although no later layer needs one."""
    found: list[Row] = []
    for row in rows:
        if isinstance(row.layer, Dense):
            found.append(row)
        elif row.layer.needs_image:
            found = []
    return [row for row in found if len(row.input_shape) == 3]


def _dense_before_flatten(architecture: Architecture, first: Row, shape: Shape) -> Issue:
    at = first.index
    message = (
        f"{name_of(architecture, at)} gets an image, not a vector, and works on each pixel alone: "
        f"the network ends in {shape_text(shape)} instead of one number per class."
    )
    again = {i: fix for i, fix in _switched_on(architecture) if not dense_on_image(walk(fix.architecture)[0])}
    fixes = tuple(
        Fix(f"put {layer.kind} before layer {at + 1}", architecture.insert(at, layer))
        for layer in (Flatten(), GlobalAveragePooling2D())
        if len(architecture.layers) < MAX_LAYERS and not any(architecture.layers[i].kind == layer.kind for i in again)
    )
    return Issue("dense-before-flatten", at, ERROR, message, (*again.values(), *fixes))


def _switched_on(architecture: Architecture) -> Iterator[tuple[int, Fix]]:
    """The layers that make a vector and are switched off, last first, where all layers fit once they are on."""
    for i, layer in reversed(list(enumerate(architecture.layers))):
        if isinstance(layer, Flatten | GlobalAveragePooling2D) and not layer.enabled:
            changed = architecture.edit(i, enabled=True)
            if walk(changed)[1] is None:
                yield i, Fix(f"switch on {name_of(architecture, i)}", changed)


def _no_head(architecture: Architecture, shape: Shape, classes: int) -> Issue:
    message = f"The network ends in {shape_text(shape)}: it has no Dense layer with one unit per class."
    ends = (Flatten(), Dense(units=classes, activation="softmax"))[len(shape) == 1 :]
    if len(architecture.layers) + len(ends) > MAX_LAYERS:
        return Issue("no-head", None, ERROR, f"{message} Remove a layer to make room for one.")
    made, label = architecture, f"add Dense {classes} with softmax at the end"
    again = next(iter(_switched_on(architecture)), None) if len(shape) == 3 else None
    if again is not None:
        made, label, ends = again[1].architecture, f"{again[1].label} and {label}", ends[1:]
    for layer in ends:
        made = made.insert(len(made.layers), layer)
    return Issue("no-head", None, ERROR, message, (*_heads_off(architecture, classes), Fix(label, made)))


def _heads_off(architecture: Architecture, classes: int) -> Iterator[Fix]:
    """A Dense with a unit per class that is switched off, where the network is sound once it is on."""
    for i, layer in enumerate(architecture.layers):
        if isinstance(layer, Dense) and not layer.enabled and layer.units == classes:
            changed = architecture.edit(i, enabled=True)
            rows, fault = walk(changed)
            if fault is None and not any(wrong_output(changed, rows, classes)):
                yield Fix(f"switch on {name_of(architecture, i)}", changed)


def _wrong_classes(architecture: Architecture, head: Row, classes: int) -> Issue:
    at = head.index
    message = f"{name_of(architecture, at)} ends the network with {head.output_shape[-1]} numbers, but the dataset has {classes} classes."
    fix = Fix(f"use units={classes} in layer {at + 1}", architecture.edit(at, units=classes))
    return Issue("wrong-classes", at, ERROR, message, (fix,))


def _over_all(last: Row, rows: tuple[Row, ...], on_image: list[Row]) -> bool:
    """Whether the last values are those of the classes, not of single pixels that are flattened afterwards."""
    flattened = any(isinstance(row.layer, Flatten) for row in rows if row.index > last.index)
    one_pixel = all(side == 1 for side in last.output_shape[:-1])
    return one_pixel or bool(on_image) or not flattened


def _no_softmax(architecture: Architecture, last: Row) -> Issue:
    if not isinstance(last.layer, Dense | Activation):
        return _no_probabilities(architecture, last)
    message = f"{name_of(architecture, last.index)} ends the network without softmax: its numbers are no probabilities and the loss is wrong."
    fixed = architecture.edit(last.index, activation="softmax")
    return Issue("no-softmax", last.index, ERROR, message, (Fix(f"use activation='softmax' in layer {last.index + 1}", fixed),))


def _no_probabilities(architecture: Architecture, last: Row) -> Issue:
    message = (
        f"After {name_of(architecture, last.index)} there is no softmax that gives class probabilities, so the loss is wrong."
    )
    fixes: tuple[Fix, ...] = ()
    if len(architecture.layers) < MAX_LAYERS:
        ended = architecture.insert(len(architecture.layers), Activation(activation="softmax"))
        fixes = (Fix("add a softmax at the end", ended),)
    return Issue("no-softmax", last.index, ERROR, message, fixes)
