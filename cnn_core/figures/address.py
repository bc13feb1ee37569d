"""A picture as a data URL."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def png_address(picture: Image.Image) -> str:
    """The picture as the `data:` URL of a PNG, for `href` and `src`."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def webp_address(picture: Image.Image) -> str:
    """The same as WebP, a tenth as long where it is a photograph."""
    file = io.BytesIO()
    picture.save(file, "WEBP")
    return f"data:image/webp;base64,{base64.b64encode(file.getvalue()).decode()}"


def pixels_address(pixels: NDArray[np.uint8]) -> str:
    """The same for pixels (height, width) or (height, width, 3). It is kept for pictures that are shown again and again."""
    return _kept_address(pixels.tobytes(), pixels.shape)


@lru_cache(maxsize=64)
def _kept_address(content: bytes, shape: tuple[int, ...]) -> str:
    return png_address(Image.fromarray(np.frombuffer(content, np.uint8).reshape(shape)))
