"""Pictures for a prediction: several files, or zips of them. One picture at a time is unpacked, and what is kept of all is bounded."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.errors import DatasetError, LabError
from cnn_core.sandbox.strict_zip import strict_zip, unbroken
from cnn_core.text import over_text, plural
from cnn_core.uploads.limits import HARMLESS_MEMBER, MAX_EXPANSION, MAX_PICTURE_BYTES, PHOTO_SIDE
from cnn_core.uploads.pictures import looks_like_picture

MAX_PICTURES = 300
MAX_UNPACKED = 512 * 2**20
"""Bytes of the files in all zips together, as their directories declare them: no more is ever read."""
MAX_KEPT = 240 * 2**20
"""Bytes of all pixels together: of many pictures, larger ones are kept smaller."""
MAX_MEMBERS = 4 * MAX_PICTURES
START = 16
"""Bytes of a file that tell whether it is a picture."""
ZIP = b"PK\x03\x04"

Content = Callable[[], bytes]
Progress = Callable[[int, int], None]
Read = Callable[[Sequence[tuple[str, Content]], Progress], list[NDArray[np.uint8] | DatasetError]]


@dataclass(frozen=True, eq=False)
class ReadPicture:
    """A picture's name with its pixels (h, w) or (h, w, 3), or with the sentence that says why it has none."""

    name: str
    pixels: NDArray[np.uint8] | None
    problem: str = ""


def read_pictures(files: Sequence[tuple[str, bytes]], read: Read, progress: Progress) -> list[ReadPicture]:
    """All pictures of the files (name, content), decoded with `read`; DatasetError for a bad zip or too many of them."""
    found: list[tuple[str, Content]] = []
    unpacked = 0
    for name, content in files:
        pictures, size = pictures_in(name, content)
        found += pictures
        unpacked += size
        check_number(len(found), unpacked)
    answers = read(found, progress)
    return [
        ReadPicture(name, None, str(answer))
        if isinstance(answer, DatasetError)
        else ReadPicture(name, _smaller(answer, len(found)))
        for (name, _), answer in zip(found, answers, strict=True)
    ]


def check_number(pictures: int, unpacked: int) -> None:
    """DatasetError for more pictures than are read at once, or zips that unpack to more bytes."""
    if pictures > MAX_PICTURES:
        raise DatasetError(f"{MAX_PICTURES} pictures are read at once, and these are {pictures:,} or more: choose some of them.")
    if unpacked > MAX_UNPACKED:
        raise DatasetError(f"All zips together may unpack to {MAX_UNPACKED >> 20} MB, and these are more: choose some of them.")


def label_in(name: str, classes: Sequence[str]) -> str | None:
    """The class that a file's folder or its name tells: `7/a.png`, `7_a.png`, `digit-7.jpg`; None if there is none, or several."""
    path = PurePosixPath(name.replace("\\", "/"))
    known = {each.casefold(): each for each in classes}
    if path.parent.name.casefold() in known:
        return known[path.parent.name.casefold()]
    words = {known[word] for word in re.split(r"[^\w]+|_", path.stem.casefold()) if word in known}
    return words.pop() if len(words) == 1 else None


def rightly_read(right: int, unread: int, told: int) -> tuple[str, str]:
    """How many of the `told` pictures, whose class is told, are read correctly, and the rest of the sentence. The `unread` ones among them, on
    which nothing stands out, count as not right: without them the share would be too good."""
    it, was, counts = ("it", "was", "counts") if unread == 1 else ("they", "were", "count")
    note = f" Nothing stands out on {unread:,} of them: {it} {was} not read, and {counts} as not right." if unread else ""
    rest = f"with a class in the name or folder {'is' if right == 1 else 'are'} read correctly: {right / told:.1%}.{note}"
    return f"{right:,} of {plural(told, 'picture')}", rest


def _smaller(pixels: NDArray[np.uint8], count: int) -> NDArray[np.uint8]:
    """The pixels, with sides that let `count` pictures in colour be kept."""
    side = min(2 * PHOTO_SIDE, math.isqrt(MAX_KEPT // count // 3))
    if max(pixels.shape[:2]) <= side:
        return pixels
    picture = Image.fromarray(pixels)
    picture.thumbnail((side, side))
    return np.asarray(picture)


def pictures_in(name: str, content: bytes) -> tuple[list[tuple[str, Content]], int]:
    """The file itself, or the pictures in a zip, each unpacked when it is asked for; and what they unpack to. DatasetError for a bad zip."""

    def refuse(why: str) -> LabError:
        return DatasetError(f"{name[:80]} cannot be used: {why}.")

    def too_large() -> bytes:
        raise refuse(f"it has {over_text(len(content), MAX_PICTURE_BYTES)}; make it smaller, or take fewer pictures at a time")

    if len(content) > MAX_PICTURE_BYTES:
        return [(name, too_large)], 0
    if not content.startswith(ZIP):
        return [(name, lambda: content)], 0
    archive = strict_zip(content, refuse, lambda member: True, MAX_MEMBERS, MAX_UNPACKED, HARMLESS_MEMBER, MAX_EXPANSION)
    pictures = []
    for member in archive.infolist():
        if member.is_dir() or _hidden(member.filename):
            continue
        with unbroken(refuse), archive.open(member) as file:
            if looks_like_picture(file.read(START)):
                pictures.append(member)
    if not pictures:
        raise refuse("there is no picture in it")

    def unpack(member: zipfile.ZipInfo) -> Content:
        def of_member() -> bytes:
            with unbroken(refuse):
                return archive.read(member)

        return of_member

    return [(each.filename, unpack(each)) for each in pictures], sum(each.file_size for each in pictures)


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
