"""One picture: from the bytes of a PNG or JPEG file to pixels of the wanted size."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from cnn_core.uploads.limits import MAX_PIXELS
from cnn_core.uploads.source import PictureError

FORMATS = ("PNG", "JPEG")
OTHERS = {
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"%PDF": "a PDF",
    b"PK": "an archive",
    b"<svg": "an SVG",
    b"<?xml": "an XML file",
}
"""How files begin that people take for pictures or put beside them."""
WHITE = (255, 255, 255)


def decode(content: bytes) -> Image.Image:
    """The picture in the bytes of a file that anybody may have made, in grey (L) or colour (RGB); PictureError says why not.

    Turned as its camera was held; where it is clear, white shines through.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes and profiles; sizes are checked here
            image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
            _check(image)
            image.load()
            if image.getexif():
                with suppress(Exception):  # a picture whose notes are damaged stays as it lies
                    image = ImageOps.exif_transpose(image)
            return _plain(image)
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError(f"it is {_kind(content)}, and PNG and JPEG can be read") from None
    except Image.DecompressionBombError:
        raise PictureError(f"it has far more than {MAX_PIXELS / 10**6:.1f} million pixels") from None
    except MemoryError:
        raise PictureError("it takes too much memory") from None
    except Exception:  # Pillow's readers raise many kinds on damaged bytes
        raise PictureError("it is damaged or cut off") from None


def _check(image: Image.Image) -> None:
    """Looks at what the head of the file declares, before any pixel is unpacked."""
    if image.width * image.height > MAX_PIXELS:
        raise PictureError(f"it has {image.width} x {image.height} pixels, and {MAX_PIXELS / 10**6:.1f} million are the most")
    if getattr(image, "is_animated", False) and image.format == "PNG":  # a JPEG's further frames are a camera's own notes
        raise PictureError("it moves: it has several frames")


def _kind(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "a WebP"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return "a HEIC or AVIF"
    return next((name for start, name in OTHERS.items() if content.startswith(start)), "no picture" if content else "empty")


def _plain(image: Image.Image) -> Image.Image:
    """Grey or colour without depth, palette or transparency."""
    if image.mode.startswith("I"):  # 16 bits a pixel
        return Image.fromarray((np.asarray(image).astype(np.int64).clip(0, 65535) >> 8).astype(np.uint8))
    if image.mode in ("1", "L") and "transparency" not in image.info:
        return image.convert("L")
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        grey = image.mode in ("1", "L", "LA", "La")
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, WHITE)
        ground.paste(image, mask=image.getchannel("A"))
        return ground.convert("L") if grey else ground
    return image.convert("RGB")


def resized(image: Image.Image, size: tuple[int, int], colour: bool, crop: bool) -> NDArray[np.uint8]:
    """Pixels uint8 (height, width, channels) of a grey or colour picture.

    The whole picture is squeezed into the size; with `crop`, the largest middle part of the size's own shape is.
    """
    image = image.convert("RGB" if colour else "L")
    wanted = (size[1], size[0])
    if image.size != wanted:
        if crop:
            image = ImageOps.fit(image, wanted, Image.Resampling.BILINEAR)
        else:
            image = image.resize(wanted, Image.Resampling.BILINEAR)
    return np.asarray(image, np.uint8).reshape(*size, 3 if colour else 1)


def is_coloured(image: Image.Image) -> bool:
    """Whether a picture has colours that grey would lose; one stored as RGB may have none."""
    if image.mode != "RGB":
        return False
    small = image.resize((min(32, image.width), min(32, image.height)), Image.Resampling.NEAREST)
    pixels: NDArray[Any] = np.asarray(small).astype(np.int16)
    return bool((pixels.max(axis=2) - pixels.min(axis=2)).max() > 12)
