"""Pictures for a prediction: several files, or a zip of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from cnn_core.errors import DatasetError, LabError
from cnn_core.sandbox.strict_zip import strict_zip, unbroken
from cnn_core.uploads.pictures import looks_like_picture

MAX_PICTURES = 300
MAX_UNPACKED = 512 * 2**20
ZIP = b"PK\x03\x04"

Progress = Callable[[int, int], None]
Read = Callable[[bytes, str, Progress], NDArray[np.uint8]]


@dataclass(frozen=True, eq=False)
class ReadPicture:
    """A picture's name with its pixels (h, w) or (h, w, 3), or with the sentence that says why it has none."""

    name: str
    pixels: NDArray[np.uint8] | None
    problem: str = ""


def read_pictures(files: Sequence[tuple[str, bytes]], read: Read, progress: Progress) -> list[ReadPicture]:
    """All pictures of the files (name, content), read one by one with `read`; DatasetError for a bad zip or too many of them."""
    found = [picture for name, content in files for picture in _members(name, content)]
    if len(found) > MAX_PICTURES:
        raise DatasetError(f"{MAX_PICTURES} pictures are read at once, and these are {len(found):,}: choose some of them.")
    pictures = []
    for number, (name, content) in enumerate(found):
        progress(number, len(found))
        try:
            pictures.append(ReadPicture(name, read(content, name, lambda done, total: progress(number, len(found)))))  # noqa: B023
        except DatasetError as error:
            pictures.append(ReadPicture(name, None, str(error)))
    return pictures


def label_in(name: str, classes: Sequence[str]) -> str | None:
    """The class that a file's folder or its name tells: `7/a.png`, `7_a.png`, `digit-7.jpg`; None if there is none, or several."""
    path = PurePosixPath(name.replace("\\", "/"))
    known = {each.casefold(): each for each in classes}
    if path.parent.name.casefold() in known:
        return known[path.parent.name.casefold()]
    words = {known[word] for word in re.split(r"[^\w]+|_", path.stem.casefold()) if word in known}
    return words.pop() if len(words) == 1 else None


def _members(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The file itself, or the pictures in it."""
    if not content.startswith(ZIP):
        yield name, content
        return

    def refuse(why: str) -> LabError:
        return DatasetError(f"{name[:80]} cannot be used: {why}.")

    archive = strict_zip(content, refuse, lambda member: True, 4 * MAX_PICTURES, MAX_UNPACKED)
    with unbroken(refuse):
        members = [each for each in archive.infolist() if not each.is_dir() and not _hidden(each.filename)]
        pictures = [(each.filename, archive.read(each)) for each in members]
    pictures = [(each, inside) for each, inside in pictures if looks_like_picture(inside[:16])]
    if not pictures:
        raise refuse("there is no picture in it")
    yield from pictures


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
