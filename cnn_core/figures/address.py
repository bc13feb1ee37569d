"""A picture as a data URL."""

from __future__ import annotations

import base64
import io

from PIL import Image


def png_address(picture: Image.Image) -> str:
    """The picture as the `data:` URL of a PNG, for `href` and `src`."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
