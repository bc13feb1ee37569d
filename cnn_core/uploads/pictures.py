"""One picture: from the bytes of a picture file to pixels of the wanted size."""

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

ENDINGS = ("png", "jpg", "jpeg", "jpe", "jfif", "bmp", "gif", "webp", "tif", "tiff", "ppm", "pgm", "heic", "heif")
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")
READABLE = "PNG, JPEG, BMP, GIF, WebP and TIFF can be read"
STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"GIF8", b"II*\0", b"MM\0*", b"P5", b"P6", b"P2", b"P3")
OTHERS = {
    b"%PDF": "a PDF",
    b"PK": "an archive",
    b"<svg": "an SVG",
    b"<?xml": "an XML file",
    b"<!DOCTYPE": "a web page and not the picture itself",
    b"<html": "a web page and not the picture itself",
    b"version https://git-lfs": "a placeholder of Git LFS and not the picture itself",
}
"""How files begin that people take for pictures or put beside them."""
HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc")
HEIC_ADVICE = (
    "a HEIC photograph; a phone gives JPEG if it is set so (iPhone: Settings, Camera, Formats, Most Compatible) or when a picture is "
    "sent by mail"
)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
WEAK, NOISE = 64, 16
"""Steps of 255 that tell weak from strong, and steps of 65,535 that are more than a sensor's noise."""
SCALE, STRETCHED = "cnn-lab scale", -1
BRIGHT_INK = 208
"""On white nobody would see ink that is brighter than this on average."""


def looks_like_picture(start: bytes) -> bool:
    """Whether the first 16 bytes of a file are those of a picture that can be read."""
    return start.startswith(STARTS) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP") or start[4:12] in HEIC


def decode(content: bytes, most: int = MAX_PIXELS, draft: int = 0) -> Image.Image:
    """The picture in the bytes of a file that anybody may have made, in grey (L) or colour (RGB); PictureError says why not.

    Turned as its camera was held; where it is clear, white shines through, or black if its ink is white. Of several frames, the
    first. A file may declare `most` pixels; with `draft`, a JPEG is unpacked reduced, to sides of no less than this.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes and profiles; sizes are checked here
            image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
            _check(image, most)
            if draft:
                image.draft(None, (draft, draft))  # None keeps the mode
            image.load()
            if image.getexif():
                with suppress(Exception):  # a picture whose notes are damaged stays as it lies
                    image = ImageOps.exif_transpose(image)
            return _plain(image)
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError(_unknown(content)) from None
    except Image.DecompressionBombError:
        raise PictureError(f"it has far more than {most / 10**6:.1f} million pixels") from None
    except MemoryError:
        raise PictureError("it takes too much memory") from None
    except Exception:  # Pillow's readers raise many kinds on damaged bytes
        raise PictureError("it is damaged or cut off") from None


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height that the head of a picture file declares; PictureError if there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(content), formats=FORMATS).size
    except Exception:  # Pillow's readers raise many kinds on damaged bytes
        raise PictureError(_unknown(content)) from None


def _check(image: Image.Image, most: int) -> None:
    """Looks at what the head of the file declares, before any pixel is unpacked."""
    if image.width * image.height > most:
        raise PictureError(f"it has {image.width} x {image.height} pixels, and {most / 10**6:.1f} million are the most")


def _unknown(content: bytes) -> str:
    if looks_like_picture(content[:16]) and content[4:12] not in HEIC:
        return "it is damaged or cut off"
    if content[4:12] in HEIC:
        return f"it is {HEIC_ADVICE}"
    if content[4:12] == b"ftypavif":
        return f"it is an AVIF, and {READABLE}"
    kind = next((name for start, name in OTHERS.items() if content.startswith(start)), "no picture" if content else "empty")
    return f"it is {kind}, and {READABLE}"


def _plain(image: Image.Image) -> Image.Image:
    """Grey or colour without depth, palette or transparency."""
    if image.mode.startswith(("I", "F")):  # 16 bits a pixel and more
        pixels, scale = _shortened(np.asarray(image))
        short = Image.fromarray(pixels)
        short.info[SCALE] = scale
        return short
    if image.mode in ("1", "L") and "transparency" not in image.info:
        return image.convert("L")
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        grey = image.mode in ("1", "L", "LA", "La")
        flat = flattened(image.convert("RGBA"))
        return flat.convert("L") if grey else flat
    return image.convert("RGB")


def flattened(image: Image.Image) -> Image.Image:
    """An RGBA picture on a ground on which its ink can be seen; where all is clear, its colours as they are stored."""
    stored = image.convert("RGB")
    if not np.asarray(image.getchannel("A")).any() and np.ptp(np.asarray(stored), axis=(0, 1)).any():
        return stored
    ground = Image.new("RGB", image.size, _ground(image))
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _ground(image: Image.Image) -> tuple[int, int, int]:
    """White, unless what is drawn on the clear ground is itself nearly white."""
    ink = np.asarray(image.convert("L"), np.float32)
    weight = np.asarray(image.getchannel("A"), np.float32)
    clear = bool((weight < 128).any())
    return BLACK if clear and weight.sum() and float((ink * weight).sum() / weight.sum()) > BRIGHT_INK else WHITE


def scale_of(image: Image.Image) -> int | None:
    """How many bits a decoded picture of 16 bits lost, -1 if it was stretched to its own range, None if it had no more than 8."""
    scale = image.info.get(SCALE)
    return scale if isinstance(scale, int) else None


def _shortened(deep: NDArray[Any]) -> tuple[NDArray[np.uint8], int]:
    """8 bits of 16, and the scale: the highest that are used, since many cameras fill only 10 or 12. Fractions, and what would differ by less than a
    quarter of the range, are stretched to 0 and 255."""
    if deep.dtype.kind == "f":
        return _stretched(np.nan_to_num(deep.astype(np.float64))), STRETCHED
    whole = deep.astype(np.int64).clip(0, 65535)
    bits = max(0, int(whole.max()).bit_length() - 8)
    short = np.asarray(whole >> bits, np.uint8)
    weak = np.ptp(short) < WEAK and np.ptp(whole) >= NOISE
    return (_stretched(whole.astype(np.float64)), STRETCHED) if weak else (short, bits)


def _stretched(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    low, high = float(values.min()), float(values.max())
    return np.asarray(np.rint((values - low) * (255 / (high - low) if high > low else 0)), np.uint8)


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
