"""Many small images as one picture, for a browser that shows one or the other of them."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MAX_SIDE = 32
COLUMNS = 50


def tiles(images: NDArray[np.uint8], pixel_max: int) -> dict[str, Any]:
    """Images uint8 (n, height, width, channels), 50 in a row, none with a side of more than 32 pixels: the `url` of the picture with
    its data, the `columns`, and the `width` and `height` of each."""
    count, height, width, channels = images.shape
    shrink = max(1, -(-max(height, width) // MAX_SIDE))
    images = images[:, : height // shrink * shrink, : width // shrink * shrink]
    if shrink > 1:  # the mean of each square
        parts = images.reshape(count, height // shrink, shrink, width // shrink, shrink, channels)
        images = parts.mean((2, 4))
    height, width = images.shape[1:3]
    rows = -(-count // COLUMNS)
    shown = np.zeros((rows * COLUMNS, height, width, channels), np.uint8)
    shown[:count] = np.rint(images * (255 / pixel_max))
    picture = (
        shown.reshape(rows, COLUMNS, height, width, channels).swapaxes(1, 2).reshape(rows * height, COLUMNS * width, channels)
    )
    file, kind = io.BytesIO(), "PNG" if channels == 1 else "JPEG"
    Image.fromarray(picture[..., 0] if channels == 1 else picture[..., :3]).save(file, kind, quality=88)
    url = f"data:image/{kind.lower()};base64,{base64.b64encode(file.getvalue()).decode()}"
    return {"url": url, "columns": COLUMNS, "width": width, "height": height}
