"""What the microscope shows of a look: the image and every layer's maps as bytes, and how a layer's numbers depend on those before."""

from __future__ import annotations

import base64
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnn_core.explain.arithmetic import IMAGE
from cnn_core.explain.filters import rows_of_steps
from cnn_core.explain.silent import mixes_channels, sharing, silent_channels
from cnn_core.spec import Composite, Dropout, Flatten
from cnn_core.spec.composite import Inside
from cnn_core.summary import Row, summarise
from cnn_core.text import shape_text
from pages.widgets.explain.blocks import number
from pages.widgets.state.view import Look

MAX_BYTES = 3 * 2**20
MIN_MAPS = 4


@dataclass(frozen=True)
class _Sheet:
    """A layer to be shown: its row, what it gives, its name inside a block, and the place of the layer that it reads among all sheets."""

    row: Row
    values: np.ndarray
    step: str
    source: int


def scene(look: Look, image_words: str, opened: Collection[int] = ()) -> dict[str, Any]:
    """Everything that is drawn without a click, ready for JSON; of the blocks that are opened, by number, the layers inside as well."""
    sheets = _sheets(look, opened)
    room = MAX_BYTES // max(1, len(sheets))
    silent = silent_channels(summarise(look.architecture).rows, look.inspection.silenced)
    layers = [
        _layer(sheet, room, sheet.row.index in opened, () if sheet.step else silent.get(sheet.row.index, ())) for sheet in sheets
    ]
    layers[-1]["names"] = list(look.class_names)
    return {"image": _image(look, image_words), "layers": layers, "probabilities": [float(p) for p in look.probabilities]}


def _sheets(look: Look, opened: Collection[int]) -> list[_Sheet]:
    """Each layer after the one that it reads; those inside a block after the block, which is what comes out of them."""
    sheets: list[_Sheet] = []
    before = IMAGE
    for row in summarise(look.architecture).rows:
        here = len(sheets)
        sheets.append(_Sheet(row, look.outputs[row.index], "", before))
        if row.index in opened and isinstance(row.layer, Composite):
            within, given = row.layer.inside(row.input_shape), look.inspection.inside(look.outputs, row.index)
            for way in (within.main, within.skip or ()):
                source = before
                for step, inner in zip(way, rows_of_steps(row, way), strict=True):
                    sheets.append(_Sheet(inner, given[step.name], step.name, source))
                    source = len(sheets) - 1
        before = here
    return sheets


def _image(look: Look, words: str) -> dict[str, Any]:
    height, width, channels = look.pixels.shape
    shown = np.rint(look.pixels[..., : 3 if channels > 2 else 1] * (255 / look.pixel_max)).astype(np.uint8)
    return {"height": height, "width": width, "channels": shown.shape[2], "pixels": _text(shown), "words": words}


def _layer(sheet: _Sheet, room: int, is_open: bool, silent: tuple[int, ...]) -> dict[str, Any]:
    row, values = sheet.row, sheet.values
    shown = values.shape[-1]
    if values.ndim == 3:
        shown = min(shown, max(MIN_MAPS, room // (values.shape[0] * values.shape[1])))
        values = np.moveaxis(values[..., :shown], -1, 0)
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    coded = np.rint((values - low) * (255 / (high - low or 1))).astype(np.uint8)
    some = f", the first {shown} maps" if shown < row.output_shape[-1] else ""
    return {
        "index": row.index,
        "step": sheet.step,
        "from": sheet.source,
        "opens": isinstance(row.layer, Composite),
        "open": is_open,
        "title": f"{row.index + 1}. {sheet.step or row.label}",
        "words": f"{row.label}, {shape_text(row.output_shape)}{some}" if sheet.step else shape_text(row.output_shape) + some,
        "note": _note(row, is_open),
        "input": list(row.input_shape),
        "shape": list(row.output_shape),
        "shown": shown,
        "low": low,
        "high": high,
        "lowText": number(low),
        "highText": number(high),
        "maps": _text(coded),
        "reach": reach(row),
        "silent": list(silent),
    }


def _note(row: Row, is_open: bool) -> str:
    if isinstance(row.layer, Composite):
        return _ways(row.layer.inside(row.input_shape)) if is_open else ""
    if isinstance(row.layer, Dropout):
        return f"Does nothing while the network predicts: only in training it sets {row.layer.rate:.0%} of the values to 0."
    return "The same numbers in one row, without height and width." if isinstance(row.layer, Flatten) else ""


def _ways(within: Inside) -> str:
    """How the layers inside a block, which are shown below it, make what it gives."""
    text = f"Its layers, one after the other: {', '.join(step.name for step in within.main)}."
    then = f", then {within.after[0].layer.label}" if within.after else ""
    if within.skip is None:
        return f"{text[:-1]}{then}."
    if not within.skip:
        return f"{text} The block's input is added to what they give{then}."
    return f"{text} Beside them {', '.join(step.name for step in within.skip)} read the same input. Both results are added{then}."


def reach(row: Row) -> dict[str, Any]:
    """Which inputs one output depends on. `all`: of every channel, or every unit; else of its own."""
    mixes = mixes_channels(row)
    window = row.layer.window(row.input_shape)
    if len(row.output_shape) == 3:
        size, step = window or (row.input_shape[:2], (0, 0))
        before, stretch = row.layer.before(row.input_shape), row.layer.stretch
        steps = [each / times for each, times in zip(step, stretch, strict=True)]
        outputs, inputs = sharing(row)
        place = {"size": list(size), "step": steps, "before": list(before), "dilation": list(row.layer.dilation)}
        return {"kind": "window", **place, "all": mixes, "of": outputs, "read": inputs}
    if len(row.input_shape) == 3:
        return {"kind": "flatten" if isinstance(row.layer, Flatten) else "whole", "all": False}
    return {"kind": "units", "all": mixes}


def _text(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()
