"""Planes of numbers as colours: a heat map over its image, a kernel, and a frame around a part of an image."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FOR, AGAINST = np.array([255, 176, 0]), np.array([96, 158, 255])
"""Amber speaks for a class and blue against it: two colours that people with any of the common colour deficiencies tell apart."""

UNDERLAY = 0.6


def heat_picture(image: NDArray[Any], heat: NDArray[Any], pixel_max: float) -> NDArray[np.uint8]:
    """RGB uint8 (height, width, 3): the image (height, width, channels) in grey, and over it the heat (height, width).

    The strongest number of the map has the full colour, whatever its size.
    """
    grey = image[..., : 3 if image.shape[-1] > 2 else 1].mean(-1) * (255 * UNDERLAY / pixel_max)
    most = float(np.abs(heat).max())
    part = np.abs(heat)[..., None] / most if most > 0 else np.zeros((*heat.shape, 1))
    colour = np.where(heat[..., None] < 0, AGAINST, FOR)
    picture: NDArray[np.uint8] = np.rint(grey[..., None] * (1 - part) + colour * part).astype(np.uint8)
    return picture


def signed_picture(values: NDArray[Any], most: float) -> NDArray[np.uint8]:
    """RGB uint8 (height, width, 3) of a plane: black is 0, white `most`, blue -`most`, as in the microscope."""
    part = np.clip(np.abs(values) / (most or 1), 0, 1)[..., None]
    picture: NDArray[np.uint8] = np.rint(part * np.where(values[..., None] < 0, AGAINST, 255)).astype(np.uint8)
    return picture


def framed_picture(image: NDArray[Any], box: tuple[int, int, int, int], pixel_max: float, scale: int) -> NDArray[np.uint8]:
    """RGB uint8 of an image (height, width, channels), `scale` times as large, with an amber frame around the pixels from the first row
    and column to the last of `box`."""
    shown = np.rint(image[..., : 3 if image.shape[-1] > 2 else 1] * (255 / pixel_max)).astype(np.uint8)
    picture: NDArray[np.uint8] = np.repeat(np.repeat(np.broadcast_to(shown, (*image.shape[:2], 3)), scale, 0), scale, 1)
    top, left, bottom, right = box[0] * scale, box[1] * scale, (box[2] + 1) * scale, (box[3] + 1) * scale
    for rows, columns in (((top, top + 2), (left, right)), ((bottom - 2, bottom), (left, right))):
        picture[slice(*rows), slice(*columns)] = FOR
    for columns in ((left, left + 2), (right - 2, right)):
        picture[top:bottom, slice(*columns)] = FOR
    return picture
