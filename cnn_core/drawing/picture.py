"""From a drawing to what a network gets, with every step switchable and every step's picture kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnn_core.drawing.appearance import MNIST, Appearance
from cnn_core.drawing.centring import FILL, CropBox, cover, place, scale, size_in_field
from cnn_core.drawing.raster import ink
from cnn_core.drawing.redraw import redrawn
from cnn_core.drawing.strokes import Drawing


@dataclass(frozen=True)
class Steps:
    """The pictures on the way: the finely drawn pad, its part that was kept, that part at its final size, and the result.

    `box` is the kept part in pixels of `pad`. All uint8; `result` has the size of the field.
    """

    pad: np.ndarray
    box: CropBox
    cropped: np.ndarray
    scaled: np.ndarray
    result: np.ndarray


def normalise(
    pad: np.ndarray,
    field: tuple[int, int],
    *,
    crop: bool = True,
    scaling: bool = True,
    centre_of_mass: bool = True,
    fill: float = FILL,
) -> Steps:
    """The steps from a picture uint8 (h, w), drawn as finely as possible, to a field of (height, width).

    crop: keep the part with ink; else the whole pad. scaling: that part fits the box that is `fill` of the field; else it keeps the
    size it has when the pad fills the field. centre_of_mass: the mass comes to the middle; else the middle of the kept part does.
    All three off is the pad as it is, only with fewer pixels.
    """
    whole = CropBox(0, 0, *pad.shape)
    box = (cover(pad) or whole) if crop else whole
    cropped = pad[box.top : box.bottom, box.left : box.right]
    if scaling:
        size = size_in_field(cropped.shape, field, fill)
    else:
        factor = min(field[0] / pad.shape[0], field[1] / pad.shape[1])
        size = max(1, round(cropped.shape[0] * factor)), max(1, round(cropped.shape[1] * factor))
    scaled = scale(cropped, size)
    return Steps(pad, box, cropped, scaled, place(scaled, field, centre_of_mass))


def drawing_steps(
    drawing: Drawing,
    field: tuple[int, int],
    *,
    crop: bool = True,
    scale: bool = True,
    centre_of_mass: bool = True,
    redraw: bool = True,
    like: Appearance = MNIST,
) -> Steps:
    """The steps from a drawing to the field (height, width), made like the training images. `redraw`: with their stroke width, too."""
    again = redrawn(drawing, min(field), like, crop, scale) if redraw else drawing
    by_mass = centre_of_mass and like.by_mass
    return normalise(ink(again), field, crop=crop, scaling=scale, centre_of_mass=by_mass, fill=like.fill)


def to_input(
    drawing: Drawing, shape: tuple[int, int, int], *, like: Appearance = MNIST, pixel_max: int = 255, **wanted: bool
) -> np.ndarray:
    """The drawing as raw pixels of a dataset, uint8 (height, width, channels), from 0 to `pixel_max`.

    `wanted` are the steps of `drawing_steps`. All channels are the same. An empty drawing is all ground. The result still needs the
    dataset's scaling.
    """
    height, width, channels = shape
    grey = (
        np.zeros((height, width), np.uint8)
        if drawing.empty
        else drawing_steps(drawing, (height, width), like=like, **wanted).result
    )
    if like.inverted:
        grey = 255 - grey
    pixels = np.rint(grey.astype(np.float64) * (pixel_max / 255)).astype(np.uint8)
    return np.repeat(pixels[:, :, None], channels, axis=2)
