"""The sandboxed process for pictures: each behind its length on stdin, their names and a folder for the answers as arguments.

The answer for picture 3 is `3.npz` with its pixels, or `3.txt` with why it has none; it is there whole, or not at all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from cnn_core.sandbox.limits import limit
from cnn_core.sandbox.voice import say, signs_of_life
from cnn_core.uploads.limits import MAX_PHOTO_PIXELS, PHOTO_SIDE
from cnn_core.uploads.picture_batch import LENGTH
from cnn_core.uploads.pictures import decode
from cnn_core.uploads.source import PictureError, refused

LIMITS = (2560 * 2**20, 90, 64 * 2**20)
"""Bytes of memory, seconds of processor, bytes of one answer."""


def main() -> None:
    limit(*LIMITS)
    names, folder = json.loads(sys.argv[1]), Path(sys.argv[2])
    with signs_of_life():
        for number, name in enumerate(names):
            content = sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(LENGTH), "big"))
            _answer(content, name, folder, str(number))
            say([number + 1, len(names)])


def _answer(content: bytes, name: str, folder: Path, number: str) -> None:
    part = folder / f"{number}.part"
    try:
        image = decode(content, MAX_PHOTO_PIXELS, PHOTO_SIDE)
        image.thumbnail((2 * PHOTO_SIDE, 2 * PHOTO_SIDE))  # what cannot be unpacked reduced
        with part.open("wb") as file:
            np.savez(file, pixels=np.asarray(image))
        part.rename(folder / f"{number}.npz")
        return
    except PictureError as error:
        sentence = str(refused(name, str(error)))
    except MemoryError:
        sentence = f"{name} cannot be used: it takes more memory than a picture may."
    except Exception as error:  # whatever a file made by hand can do to the readers
        sentence = f"{name} cannot be used: it is damaged ({type(error).__name__})."
    part.write_text(sentence)
    part.rename(folder / f"{number}.txt")


if __name__ == "__main__":
    main()
