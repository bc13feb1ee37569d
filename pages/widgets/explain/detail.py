"""The arithmetic of one number as the blocks that the microscope's panel draws."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnn_core.explain.arithmetic import IMAGE, Origin
from cnn_core.explain.inside_blocks import layers_inside
from cnn_core.explain.silent import silent_channels
from cnn_core.spec import (
    ELU,
    BatchNormalization,
    Composite,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalMaxPooling2D,
    Layer,
    LayerNormalization,
    LeakyReLU,
    MaxPooling2D,
    PReLU,
    SeparableConv2D,
    UpSampling2D,
    ZeroPadding2D,
)
from cnn_core.summary import summarise
from cnn_core.text import plural
from pages.widgets.components.microscope import Asked
from pages.widgets.explain.blocks import Block, cells, number, place_words, same, sentence, tally
from pages.widgets.explain.sums import TERMS, activated, terms, two_ways
from pages.widgets.state.view import Look

SILENT = "It depends on no pixel of the image: all that it reads is switched off."
GROUPS, MORE = 3, 6
MAX_CELLS = 400


def detail(look: Look, asked: Asked | None) -> dict[str, Any] | None:
    """What is shown of the number that was asked for, at first the probability of the predicted class; None if there is no such number."""
    index, at, more, step = Asked(*asked) if asked else Asked(max(look.outputs), (int(look.probabilities.argmax()),))
    if index == IMAGE:
        return _pixel(look, at) if _within(at, look.pixels.shape) else None
    if index not in look.outputs:
        return None
    if step and step not in layers_inside(look.architecture, index):
        return None
    given = look.inspection.inside(look.outputs, index) if step else {}
    if not _within(at, given[step].shape if step else look.outputs[index].shape):
        return None
    about = {"layer": index, "step": step, "at": list(at), "title": _title(look, index, step, at)}
    if look.inspection.is_off((index, step), at):
        words = f"Filter {at[-1]} is switched off, on this page: its whole map is 0. The Filters tab switches it on again."
        return {**about, "value": "= 0", "blocks": [sentence(words)]}
    if step:
        found = look.inspection.origin_inside(look.outputs, given, (index, step), at)
    else:
        found = look.inspection.origin(look.outputs, index, at)
    silent = {} if step else silent_channels(summarise(look.architecture).rows, look.inspection.silenced)
    heard = at[-1] not in silent.get(index, ())
    field = found.receptive_field
    return {
        **about,
        "value": f"= {number(found.value)}"
        + (f" after softmax, {number(found.pre_activation)} before" if found.group is not None else ""),
        "source": found.source,
        "sourceStep": found.source_step,
        "more": more + MORE,
        "blocks": [*_blocks(look, found, more), _field(found) if heard else sentence(SILENT)],
        **({"field": [list(field.rows), list(field.columns)]} if heard else {}),
    }


def _title(look: Look, index: int, step: str, at: tuple[int, ...]) -> str:
    within = f", {step}" if step else ""
    return f"{index + 1}. {look.architecture.layers[index].label}{within}, {place_words(at)}"


def _within(at: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    return len(at) == len(shape) and all(0 <= k < size for k, size in zip(at, shape, strict=True))


def _pixel(look: Look, at: tuple[int, ...]) -> dict[str, Any]:
    raw, scaled = int(look.pixels[at]), float(look.outputs[IMAGE][at])
    offset, divisor = look.scaling.offset, look.scaling.divisor
    channel = f", {('red', 'green', 'blue')[at[2]]}" if look.pixels.shape[2] == 3 else ""
    text = (
        f"The pixel is {raw} of {look.pixel_max}. Scaled for the network: ({raw} − {offset:g}) / {divisor:g} = {number(scaled)}."
    )
    blocks = [sentence(text), sentence("This is where the trail ends: the numbers of the image come from outside.")]
    title = f"Image, row {at[0]}, column {at[1]}{channel}"
    return {"layer": IMAGE, "at": list(at), "title": title, "value": f"= {number(scaled)}", "blocks": blocks}


def _field(found: Origin) -> Block:
    field = found.receptive_field
    if not field.rows or not field.columns:
        return sentence("It depends on no pixel of the image.")
    top, left, bottom, right = field.box
    return sentence(f"It depends on the rows {top} to {bottom} and the columns {left} to {right} of the image.")


def _blocks(look: Look, found: Origin, more: int) -> list[Block]:
    layer = _layer(look, found)
    match layer:
        case Conv2D():
            return [*_by_channel(look, found, more), *activated(look, found)]
        case Dense() if not (found.weights.any() or found.bias):
            pair = found.layer == max(look.outputs) and len(look.class_names) == 2
            other = " The other one alone decides: a network with one sigmoid unit is read as two units so." if pair else ""
            words = f"All weights of this unit are 0, whatever the image.{other}"
            return [sentence(words), *terms(found, TERMS + more), *activated(look, found)]
        case Dense() | DepthwiseConv2D() | SeparableConv2D():
            return [*terms(found, TERMS + more), *activated(look, found)]
        case BatchNormalization() | LayerNormalization():
            return [_normalised(found), *same(found)]
        case Composite():
            return [*two_ways(look, found, layer), *terms(found, TERMS + more)]
        case ZeroPadding2D():
            words = "passes this number on" if len(found.values) else "has put this 0 here: it comes from no pixel"
            return [sentence(f"ZeroPadding2D {words}."), *(same(found) if len(found.values) else [])]
        case GaussianNoise():
            return [sentence("The noise is added in training only: a prediction gets the number as it is."), *same(found)]
        case UpSampling2D():
            return [sentence("UpSampling2D repeats this number."), *same(found)]
        case Dropout():
            return [
                sentence(
                    f"Dropout does nothing while the network predicts. In training it sets {layer.rate:.0%} of its inputs to 0."
                ),
                *same(found),
            ]
        case Flatten():
            return [sentence("Flatten only puts the numbers into one row."), *same(found)]
        case LeakyReLU() | PReLU() | ELU():
            slope = found.parts["alpha"] if isinstance(layer, PReLU) else getattr(layer, "negative_slope", 0.0)
            formula = f"{layer.alpha:g} · (exp(x) - 1)" if isinstance(layer, ELU) else f"{number(slope)} · x"
            learned = ", a slope that it has learned" if isinstance(layer, PReLU) else ""
            words = f"{layer.kind}: x if x > 0, else {formula}{learned}"
            return [tally([("x", found.pre_activation)], (words, found.value)), *same(found)]
        case _ if found.window is not None:
            return _pooled(found, isinstance(layer, MaxPooling2D | GlobalMaxPooling2D), layer.kind.startswith("Global"))
    return [*activated(look, found), *same(found)]


def _layer(look: Look, found: Origin) -> Layer:
    """The layer that gives a number: of the network, or inside a block."""
    return layers_inside(look.architecture, found.layer)[found.step] if found.step else look.architecture.layers[found.layer]


def _by_channel(look: Look, found: Origin, more: int) -> list[Block]:
    """Patch, kernel and products of the strongest input channels; the others folded into one sum."""
    top, left, _, _ = found.window or (0, 0, 0, 0)
    within = f"{found.step}." if found.step else ""
    kernel = look.inspection.weights[f"{found.layer}.{within}kernel"][..., found.at[2]]
    shape, channels = kernel.shape[:2], kernel.shape[2]
    step = _layer(look, found).dilation
    first = int(found.inputs[:, 2].min()) if len(found.inputs) else 0  # of its group
    values = np.full((*shape, channels), np.nan)
    values[tuple(((found.inputs - [top, left, first]) // [*step, 1]).T)] = found.values
    products = np.nan_to_num(values) * kernel
    sums = products.sum((0, 1))
    order = np.argsort(-np.abs(sums), kind="stable")
    shown = [int(c) for c in order[: GROUPS + more]]
    blocks: list[Block] = [sentence(_sum_words(found, channels, *shape))]
    for c in shown:
        numbers = {
            "values": values[..., c],
            "weights": kernel[..., c],
            "products": np.where(np.isnan(values[..., c]), np.nan, products[..., c]),
        }
        name = "image" if found.source == IMAGE and channels == 1 else f"input map {first + c}"
        grid = cells(numbers, top, left, shape[1], first + c, step)
        blocks.append({"type": "products", "title": name, "sum": number(sums[c]), **grid})
    if rest := channels - len(shown):
        blocks.append(
            {
                "type": "more",
                "text": f"{plural(rest, 'other input map')}, together {number(float(sums.sum() - sums[shown].sum()))}: show more",
            }
        )
    return blocks


def _sum_words(found: Origin, channels: int, height: int, width: int) -> str:
    padding = height * width * channels - len(found.values)
    text = f"A sum of {height}x{width}x{channels} = {height * width * channels:,} products, the strongest input maps first."
    return f"{text} The hatched cells are padding: nothing." if padding else text


def _pooled(found: Origin, largest: bool, over_all: bool) -> list[Block]:
    top, left, bottom, right = found.window or (0, 0, 0, 0)
    values = np.full((bottom - top + 1, right - left + 1), np.nan)
    values[tuple((found.inputs[:, :2] - [top, left]).T)] = found.values
    text = (
        "The largest number of the window: the framed one." if largest else f"The mean of {plural(len(found.values), 'number')}."
    )
    if values.size > MAX_CELLS:
        return [sentence(text), *terms(found, TERMS)]
    channel = found.at[0] if over_all else found.at[2]
    block = {
        "type": "window",
        "title": "the whole map" if over_all else "the window",
        **cells({"values": values}, top, left, values.shape[1], channel),
    }
    if largest:
        block["winner"] = int(np.nanargmax(values))
        return [sentence(text), block]
    return [
        sentence(text),
        block,
        tally([("sum", float(found.values.sum())), ("count", len(found.values))], ("mean", found.value)),
    ]


def _normalised(found: Origin) -> Block:
    parts = found.parts
    gamma, beta, epsilon = parts.get("gamma", 1.0), parts.get("beta", 0.0), parts["epsilon"]
    trained = "moving_mean" in parts
    variance = parts["moving_variance" if trained else "variance"]
    deviation = float(np.sqrt(variance + epsilon))
    mean, x = parts["moving_mean" if trained else "mean"], float(found.values[0])
    whose = "of training" if trained else "of this image"
    rows = [
        ("x", x),
        (f"less the mean {whose}, {number(mean)}", x - mean),
        (f"divided by the deviation, √({number(variance)} + {epsilon:g})", (x - mean) / deviation),
        (f"times gamma, {number(gamma)}", (x - mean) / deviation * gamma),
    ]
    return tally(rows, (f"plus beta, {number(beta)}", found.value))
