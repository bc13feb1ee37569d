"""A picture from a file or a camera as an image of a dataset."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

from cnn_core.drawing.appearance import Appearance
from cnn_core.drawing.photo import PhotoSteps, dark_on_light, photo_steps


@dataclass(frozen=True)
class Preparation:
    """What is done to a picture before a network gets it. `written`: it is ink on a ground, to be found; otherwise a scene to be
    scaled. `inverted`: its ink is darker than its ground. The others are steps of `photo_steps`."""

    written: bool
    inverted: bool
    even: bool = True
    lines: bool = True
    cluster: bool = True
    place: bool = True
    redraw: bool = True


@dataclass(frozen=True, eq=False)
class PictureInput:
    """Raw pixels uint8 (height, width, channels), and the steps to them; none where the picture was only scaled."""

    pixels: np.ndarray
    steps: PhotoSteps | None

    @property
    def more_writing(self) -> bool:
        """Whether more is written there than the one thing that a network reads."""
        return self.steps is not None and self.steps.more


def usual_preparation(picture: Image.Image, channels: int, like: Appearance) -> Preparation:
    """What is done unless a person wants it otherwise: writing is found for networks that learnt from grey writing."""
    written = channels == 1 and like.stroke > 0
    return Preparation(written, inverted=written and dark_on_light(np.asarray(picture.convert("L"))))


def steps_of(picture: Image.Image, field: tuple[int, int], like: Appearance, wanted: Preparation) -> PhotoSteps:
    """The steps from a picture of writing to the field (height, width)."""
    chosen = {name: getattr(wanted, name) for name in ("inverted", "even", "lines", "cluster", "place", "redraw")}
    return photo_steps(np.asarray(picture.convert("L")), field, like, **chosen)


def picture_input(
    picture: Image.Image, shape: tuple[int, int, int], like: Appearance, pixel_max: int, wanted: Preparation
) -> PictureInput:
    """The picture as an input of `shape` (height, width, channels), whose pixels go from 0 to `pixel_max`."""
    height, width, channels = shape
    steps = steps_of(picture, (height, width), like, wanted) if wanted.written else None
    if steps is not None:
        pixels = np.repeat(steps.result[:, :, None], channels, axis=2)
    else:
        fitted = ImageOps.fit(picture.convert("RGB" if channels == 3 else "L"), (width, height), Image.Resampling.BOX)
        pixels = np.asarray(fitted).reshape(height, width, channels)
        pixels = 255 - pixels if wanted.inverted else pixels
    return PictureInput(np.rint(pixels.astype(np.float64) * (pixel_max / 255)).astype(np.uint8), steps)
