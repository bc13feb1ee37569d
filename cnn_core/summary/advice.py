"""Warnings: networks that can be trained but have a known weakness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from cnn_core.spec.activation import Activation
from cnn_core.spec.architecture import MAX_LAYERS, Architecture
from cnn_core.spec.blocks import BLOCKS
from cnn_core.spec.convolution import CONVOLUTIONS, MAX_FILTERS, Conv2D, DepthwiseConv2D, SeparableConv2D
from cnn_core.spec.layer import times
from cnn_core.spec.pooling import GlobalAveragePooling2D, GlobalMaxPooling2D, MaxPooling2D
from cnn_core.spec.regularisation import Dropout
from cnn_core.spec.shaping import Dense, Flatten
from cnn_core.spec.weight_settings import ALIKE
from cnn_core.summary.issues import WARNING, Fix, Issue, name_of
from cnn_core.summary.rows import Row, walk
from cnn_core.text import shape_text, share_text

Rows = tuple[Row, ...]

LIMITED = {"relu": "never below 0", "relu6": "between 0 and 6", "sigmoid": "between 0 and 1", "tanh": "between -1 and 1"}
"""Activations that cut scores off, and where those then lie."""

HEAVY_SHARE = 0.9
SIGMOIDS = 2
MANY_WEIGHTS = 20_000_000
BYTES_OF_A_WEIGHT = 28
"""In a training with Adam, in float32: itself, its gradient and two moments, and three copies at the end, where it is tested and saved."""


def linear_pair(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """Two layers of weights without an activation between them equal one linear layer. A depthwise convolution before another is
    meant so: together they have fewer weights than that one."""
    maxima = (MaxPooling2D, GlobalMaxPooling2D)
    shaping = [r for r in rows if isinstance(r.layer, (*CONVOLUTIONS, Dense, *maxima)) or r.layer.nonlinear]
    for first, second in pairwise(shaping):
        pair = isinstance(first.layer, Conv2D | SeparableConv2D | Dense) and isinstance(second.layer, (*CONVOLUTIONS, Dense))
        if pair and not first.layer.nonlinear:
            names = f"{name_of(architecture, first.index)} and {name_of(architecture, second.index)}"
            message = f"No activation between {names}: two linear layers equal one."
            fix = Fix(f"use activation='relu' in layer {first.index + 1}", architecture.edit(first.index, activation="relu"))
            yield Issue("linear-pair", first.index, WARNING, message, (fix,))


def alike_weights(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """Units that begin alike get the same gradient, and stay alike; a layer that ends the network gets another for each class."""
    for row in [r for r in rows if r.shapes_values][:-1]:
        named = [name for name, value in row.layer.values().items() if name.endswith("_initializer") and value in ALIKE]
        if not named or not row.trainable or row.index == architecture.head:
            continue
        begin = getattr(row.layer, named[-1])
        message = (
            f"{name_of(architecture, row.index)} begins with weights of {begin}: all its units are alike, get the same gradient and stay "
            "alike, as if there were but one."
        )
        fixed = architecture.edit(row.index, **dict.fromkeys(named, "glorot_uniform"))
        label = f"use {named[-1]}='glorot_uniform' in layer {row.index + 1}"
        yield Issue("alike-weights", row.index, WARNING, message, (Fix(label, fixed),))


def softmax_inside(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """Softmax in a hidden layer limits what passes through it."""
    values = [r for r in rows if r.shapes_values]
    for row in values[:-1]:
        if getattr(row.layer, "activation", "") == "softmax":
            message = f"{name_of(architecture, row.index)} uses softmax in a hidden layer: its outputs add up to 1, so little information passes through."
            fix = Fix(f"use activation='relu' in layer {row.index + 1}", architecture.edit(row.index, activation="relu"))
            if row.index == architecture.head:
                fix = Fix(f"use activation='linear' in layer {row.index + 1}", architecture.edit(row.index, activation="linear"))
            yield Issue("softmax-inside", row.index, WARNING, message, (fix,))


def limited_scores(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """Scores that are cut off before the softmax: it cannot make every probability of them."""
    row = _scores(rows)
    if row is not None and (activation := getattr(row.layer, "activation", "")) in LIMITED:
        message = (
            f"{name_of(architecture, row.index)} uses {activation} right before the softmax: the scores of the classes are "
            f"{LIMITED[activation]}, which limits the probabilities and can stop some classes from being learned."
        )
        fix = Fix(f"use activation='linear' in layer {row.index + 1}", architecture.edit(row.index, activation="linear"))
        yield Issue("limited-scores", row.index, WARNING, message, (fix,))


def _scores(rows: Rows) -> Row | None:
    """The layer whose values a softmax of its own turns into probabilities; not if they are averaged in between."""
    values = [r for r in rows if r.shapes_values]
    if len(values) < 2 or not isinstance(values[-1].layer, Activation) or values[-1].layer.activation != "softmax":
        return None
    averaged = any(isinstance(r.layer, GlobalAveragePooling2D) for r in rows if r.index > values[-2].index)
    return None if averaged else values[-2]


def small_gradients(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """Sigmoid in convolutions, or in several hidden layers: little of the gradient reaches the layers before them."""
    hidden = [r for r in rows if r.shapes_values][:-1]
    found = [r for r in hidden if getattr(r.layer, "activation", "") == "sigmoid" and r is not _scores(rows)]
    if len(found) >= SIGMOIDS or any(isinstance(r.layer, CONVOLUTIONS) for r in found):
        names = " and ".join(name_of(architecture, r.index) for r in found[:2]) + (" and others" if len(found) > 2 else "")
        message = (
            f"{names}: the slope of sigmoid is at most 1/4, so little of the gradient reaches the layers before it, and they learn "
            "slowly or not at all."
        )
        changed = architecture
        for row in found:
            changed = changed.edit(row.index, activation="relu")
        where = f"layer {found[0].index + 1}" if len(found) == 1 else f"these {len(found)} layers"
        yield Issue("small-gradients", found[0].index, WARNING, message, (Fix(f"use activation='relu' in {where}", changed),))


def one_layer_has_all(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """Nearly all weights in the Dense behind Flatten, which overfits easily."""
    heavy = _heavy(rows)
    if heavy is None:
        return
    flat = next(r for r in rows if r.output_shape == heavy.input_shape and isinstance(r.layer, Flatten))
    message = (
        f"{share_text(heavy.params, sum(r.params for r in rows))} of the weights are in {name_of(architecture, heavy.index)}, because "
        f"{shape_text(flat.input_shape)} = {flat.output_shape[0]:,} numbers are flattened into it."
    )
    yield Issue("one-layer-has-all", heavy.index, WARNING, message, tuple(_lighter(architecture, flat)))


def _heavy(rows: Rows) -> Row | None:
    """The Dense that takes the output of Flatten, if it has nearly all the weights of a convolutional network."""
    flat = next((r for r in rows if isinstance(r.layer, Flatten) and len(r.input_shape) == 3), None)
    if flat is None or not any(isinstance(r.layer, CONVOLUTIONS) for r in rows):
        return None
    heavy = max(rows, key=lambda r: r.params)
    takes_all = isinstance(heavy.layer, Dense) and heavy.input_shape == flat.output_shape
    return heavy if takes_all and heavy.params > HEAVY_SHARE * sum(r.params for r in rows) else None


def _lighter(architecture: Architecture, flat: Row) -> Iterator[Fix]:
    """Changes before the heavy Dense that bring its share below the limit."""
    at, sides = flat.index, flat.input_shape[:2]
    if min(sides) >= 2 and len(architecture.layers) < MAX_LAYERS:
        pooled = architecture.insert(at, MaxPooling2D())
        if _heavy(walk(pooled)[0]) is None:
            yield Fix(f"put MaxPooling2D before layer {at + 1}", pooled)
    if max(sides) >= 2:
        label = f"use GlobalAveragePooling2D instead of Flatten in layer {at + 1}"
        yield Fix(label, architecture.put(at, GlobalAveragePooling2D()))


def dense_on_pixels(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """A Dense between layers of images works on each pixel alone, which is seldom what was meant."""
    last = max((r.index for r in rows if r.layer.needs_image), default=-1)
    for row in rows:
        if isinstance(row.layer, Dense) and len(row.input_shape) == 3 and row.index < last:
            message = (
                f"{name_of(architecture, row.index)} gets an image of {shape_text(row.input_shape)} and works on each pixel alone, as a "
                "Conv2D with a 1x1 window does."
            )
            fixes = _as_convolution(architecture, row.index, row.layer)
            yield Issue(
                "dense-on-pixels",
                row.index,
                WARNING,
                message,
                (*fixes, Fix(f"remove {name_of(architecture, row.index)}", architecture.remove(row.index))),
            )


def _as_convolution(architecture: Architecture, index: int, dense: Dense) -> tuple[Fix, ...]:
    """The same arithmetic as a convolution, unless the Dense has more units than a convolution may have filters."""
    if dense.units > MAX_FILTERS:
        return ()
    conv = Conv2D(
        filters=dense.units,
        kernel_size=(1, 1),
        activation=dense.activation,
        use_bias=dense.use_bias,
        trainable=dense.trainable,
    )
    return (Fix(f"use Conv2D 1x1 instead in layer {index + 1}", architecture.put(index, conv)),)


def skipped_pixels(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """A stride longer than the window leaves out pixels."""
    for row in rows:
        window = row.layer.window(row.input_shape)
        if window is None or not any(s > k for k, s in zip(*window, strict=True)):
            continue
        size, stride = window
        fitting: int | tuple[int, int] = (min(size[0], stride[0]), min(size[1], stride[1]))
        if isinstance(row.layer, (DepthwiseConv2D, SeparableConv2D, *BLOCKS)):
            fitting = min(*size, row.layer.strides)
        message = f"{name_of(architecture, row.index)} moves by {times(stride)} with a window of {times(size)}: pixels between the windows are ignored."
        fix = Fix(f"use strides={fitting} in layer {row.index + 1}", architecture.edit(row.index, strides=fitting))
        yield Issue("skipped-pixels", row.index, WARNING, message, (fix,))


def only_padding(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """A convolution over a single pixel sees only padding around it."""
    for row in rows:
        if isinstance(row.layer, CONVOLUTIONS) and row.input_shape[:2] == (1, 1) and row.layer.kernel_size != (1, 1):
            message = (
                f"{name_of(architecture, row.index)} works on a single pixel, so all of its window except the centre is padding."
            )
            fix = Fix(f"use kernel_size=(1, 1) in layer {row.index + 1}", architecture.edit(row.index, kernel_size=(1, 1)))
            yield Issue("only-padding", row.index, WARNING, message, (fix,))


def dropout_at_the_end(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """Dropout after the last layer of weights sets predictions themselves to 0."""
    weighted = [r.index for r in rows if r.weights]
    for row in rows:
        if not isinstance(row.layer, Dropout) or row.layer.rate == 0 or len(row.input_shape) == 3:
            continue
        if weighted and row.index > weighted[-1]:
            message = f"{name_of(architecture, row.index)} sets outputs of the network itself to 0: in training, right answers then count as wrong."
            fix = Fix(f"remove {name_of(architecture, row.index)}", architecture.remove(row.index))
            yield Issue("dropout-at-the-end", row.index, WARNING, message, (fix,))


def very_large(architecture: Architecture, rows: Rows) -> Iterator[Issue]:
    """More weights than a laptop can train during a lesson."""
    total = sum(r.params for r in rows)
    if total > MANY_WEIGHTS:
        heavy = max(rows, key=lambda r: r.params)
        message = (
            f"{total:,} weights need about {total * BYTES_OF_A_WEIGHT / 2**30:.1f} GB in a training with Adam (gradients, two moments and copies beside them) "
            f"and train slowly; most are in {name_of(architecture, heavy.index)}."
        )
        yield Issue("very-large", heavy.index, WARNING, message)


RULES: tuple[Callable[[Architecture, Rows], Iterator[Issue]], ...] = (
    linear_pair,
    alike_weights,
    softmax_inside,
    limited_scores,
    small_gradients,
    one_layer_has_all,
    dense_on_pixels,
    skipped_pixels,
    only_padding,
    dropout_at_the_end,
    very_large,
)
