"""How large, how thick and where the writing is in the training images, so that what a person draws can be made alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cnn_core.drawing.centring import FILL, place, scale, size_in_field
from cnn_core.drawing.raster import ink
from cnn_core.drawing.strokes import Drawing

Values = NDArray[np.float64]
MAX_IMAGES = 1000
STANDS_OUT = 1 / 8
"""Part of the range by which ink differs from the ground; less is noise."""
MIN_GROUND = 0.5
"""Part of the pixels that are ground in images of writing."""
MIN_STROKE, MAX_STROKE = 0.02, 0.35
"""Part of the writing's size that strokes are wide. A square as wide as the maximum fits into the ink of 1% of MNIST's images, of 8% in
Digits 8x8, and of 43% in Fashion-MNIST, which is shapes."""
MANY = 0.25
STEADIER = 0.5
"""The middle of the ink is what was centred if it wanders less than this part of what the centre of mass does."""


@dataclass(frozen=True)
class Appearance:
    """What the images of a dataset have in common.

    `fill`: part of the field that the longer side of the ink spans. `stroke`: width of the strokes in pixels of the field; 0 where the
    images are not writing, so that a pen keeps its width. `inverted`: dark ink on a light ground. `by_mass`: the centre of mass
    lies in the middle, and otherwise the middle of the ink does.
    """

    fill: float = FILL
    stroke: float = 0.0
    inverted: bool = False
    by_mass: bool = True


MNIST = Appearance(FILL, 2.4)
"""As measured of its training images, for where there are none to measure."""
SHAPES = Appearance(1.0, by_mass=False)
"""Pictures that reach the edges, as those of Fashion-MNIST do (Xiao, Rasul and Vollgraf, 2017, section 2)."""


def appearance(images: NDArray[np.uint8], pixel_max: int) -> Appearance:
    """The appearance of raw images (n, height, width, channels), from at most 1,000 of them."""
    some = images[:: -(-len(images) // MAX_IMAGES)].mean(axis=3) / pixel_max
    edges = np.concatenate([some[:, 0], some[:, -1], some[:, :, 0], some[:, :, -1]], axis=1)
    inverted = bool((edges > 1 - STANDS_OUT).mean() > MIN_GROUND)
    light = 1 - some if inverted else some
    light = light[light.max(axis=(1, 2)) > STANDS_OUT]
    if len(light) == 0:
        return Appearance(inverted=inverted)
    masks, side = light > STANDS_OUT, max(light.shape[1:])
    spans = [_spans(masks.any(axis=2)), _spans(masks.any(axis=1))]
    longest = float(np.median(np.maximum(*(high - low for low, high in spans))))
    fill = longest / side
    middles = max(float(((low + high) / 2).std()) for low, high in spans)
    masses = max(float(_means(light.sum(axis=axis)).std()) for axis in (1, 2))
    by_mass = middles >= STEADIER * masses
    ground = float(np.median(1 - masks.mean(axis=(1, 2))))
    if ground < MIN_GROUND or _with_room_for(light > 0.5, MAX_STROKE * longest) > MANY:
        return Appearance(fill, 0.0, inverted, by_mass)
    return Appearance(fill, _stroke_that_measures(float(np.median(breadth(light))), side, fill), inverted, by_mass)


def breadth(pictures: Values) -> Values:
    """Twice the area of the ink by the length of its outline: the width of a long stroke in pixels, whatever its grey; (n, h, w) -> (n,).

    The length of the outline is the total variation (L. I. Rudin, S. Osher and E. Fatemi, 1992).
    """
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    down, across = np.diff(padded, axis=1)[:, :, :-1], np.diff(padded, axis=2)[:, :-1]
    found: Values = 2 * pictures.sum(axis=(1, 2)) / np.hypot(down, across).sum(axis=(1, 2))
    return found


def _spans(lines: NDArray[np.bool_]) -> tuple[Values, Values]:
    """The first line with ink of each image and the one after the last, from (n, lines)."""
    return lines.argmax(axis=1).astype(float), lines.shape[1] - lines[:, ::-1].argmax(axis=1).astype(float)


def _means(sums: Values) -> Values:
    """The place of the mean along (n, places)."""
    found: Values = sums @ np.arange(sums.shape[1]) / sums.sum(axis=1)
    return found


def _with_room_for(masks: NDArray[np.bool_], width: float) -> float:
    """The part of the images in whose ink a square of about this width fits."""
    for _ in range(max(1, round((width - 1) / 2))):
        padded = np.pad(masks, ((0, 0), (1, 1), (1, 1)))
        across = padded[:, :, :-2] & padded[:, :, 1:-1] & padded[:, :, 2:]
        masks = across[:, :-2] & across[:, 1:-1] & across[:, 2:]
    return float(masks.any(axis=(1, 2)).mean())


ROUND = np.linspace(0, 2 * np.pi, 50)
SAMPLES = tuple(
    tuple(map(tuple, np.array(points, float).tolist()))
    for points in (
        np.stack([0.5 + 0.3 * np.sin(ROUND), 0.5 - 0.5 * np.cos(ROUND)], axis=1),
        np.stack([0.5 + 0.3 * np.sin(2 * ROUND), 0.5 - 0.5 * np.cos(ROUND)], axis=1),
        [(0.2, 0.0), (0.8, 0.0), (0.4, 1.0)],
        [(0.7, 1.0), (0.7, 0.0), (0.2, 0.65), (0.9, 0.65)],
    )
)
"""A ring, a double loop, a seven and a four: their widths are measured as those of the images are."""
FINELY = 160


@lru_cache(maxsize=64)
def _stroke_that_measures(wide: float, side: int, fill: float) -> float:
    """The stroke width in pixels with which drawings measure so much.

    In small images pixels blur: strokes of 1.2 pixels measure 1.5 in Digits 8x8. So drawn strokes of several widths are measured too.
    """
    parts = np.linspace(MIN_STROKE, MAX_STROKE, 12)
    measured = [float(breadth(np.stack([_drawn(sample, pen, side, fill) for sample in SAMPLES])).mean()) for pen in parts]
    return float(np.interp(wide, np.maximum.accumulate(measured), parts)) * fill * side


def _drawn(sample: tuple[tuple[float, ...], ...], pen: float, side: int, fill: float) -> Values:
    moved = tuple((pen / 2 + x * (1 - pen), pen / 2 + y * (1 - pen)) for x, y in sample)
    pad = ink(Drawing((moved,), pen), FINELY)
    return place(scale(pad, size_in_field(pad.shape, (side, side), fill)), (side, side), False).astype(np.float64) / 255
