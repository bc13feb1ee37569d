"""Folders that are called as the size that their pictures have, as 28x28, 224 and small are beside others: how pictures look and not what they
show, as likely as not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cnn_core.uploads.files.members import Member
from cnn_core.uploads.pictures import size_of
from cnn_core.uploads.source import PictureError
from cnn_core.uploads.words.folder_words import SIZED
from cnn_core.uploads.words.naming import natural, words

PLAIN = re.compile(r"\d{2,5}")
ORDER = (
    {"tiny", "thumb", "thumbs", "thumbnail", "thumbnails", "mini", "xs", "winzig"},
    {"small", "little", "low", "lowres", "klein", "kleine", "petit", "petite", "petits", "pequeño", "pequeña", "piccolo", "sm", "s"},
    {"medium", "middle", "mid", "mittel", "mittlere", "moyen", "moyenne", "mediano", "medio", "md", "m"},
    {"large", "big", "high", "highres", "gross", "groß", "große", "grosse", "grand", "grande", "grands", "lg", "l"},
    {"huge", "xl", "xlarge", "hd", "full", "fullsize", "full size", "original", "originals"},
)  # fmt: skip
"""What sizes are called in words, the smallest first."""
LOOKED_AT, MAX_FOLDERS, SHOWN = 3, 12, 3
SAME_PICTURES = "If each has the same pictures, a network is tested with what it learned from: choose one of the folders alone."
NO_SIZES = "If they say nothing of what is shown, put the pictures of each class into a folder of its own."
Size = tuple[int, int]


def said_of_sizes(of_label: Mapping[str, Sequence[Member]]) -> str:
    """A sentence where each of several folders, label -> its pictures, is called as the size that these have; empty where one is not."""
    names = sorted(filter(None, of_label), key=natural)
    if not 2 <= len(names) <= MAX_FOLDERS or not (_by_numbers(names) or _by_words(names)):
        return ""
    sizes = {name: [size for each in of_label[name][:LOOKED_AT] if (size := size_in_head(each))] for name in names}
    if not all(sizes.values()) or not (_fit_numbers(sizes) if _by_numbers(names) else _fit_words(sizes)):
        return ""
    shown = ", ".join(f"{name}/" for name in names[:SHOWN]) + ", …" * (len(names) > SHOWN)
    return f"The folders are called as the sizes that their pictures have ({shown}). {SAME_PICTURES}"


def _by_numbers(names: Sequence[str]) -> bool:
    return all(SIZED.fullmatch(name) or PLAIN.fullmatch(name) for name in names)


def _by_words(names: Sequence[str]) -> bool:
    return len({_place(name) for name in names} - {-1}) == len(names)


def _fit_numbers(sizes: Mapping[str, Sequence[Size]]) -> bool:
    """Whether the numbers in each name are the sides of its pictures, or one of them."""
    said = {name: {int(each) for each in re.findall(r"\d{2,5}", name)} for name in sizes}
    return all(said[name] <= {*size} for name, of in sizes.items() for size in of)


def _fit_words(sizes: Mapping[str, Sequence[Size]]) -> bool:
    """Whether the pictures of each folder are of one size, and larger ones in the folder of the larger word."""
    ordered = [{*sizes[name]} for name in sorted(sizes, key=_place)]
    if any(len(each) > 1 for each in ordered):
        return False
    areas = [height * width for each in ordered for height, width in each]
    return areas == sorted({*areas})


def _place(name: str) -> int:
    """The place of a name among the words of sizes; -1 if it is none."""
    said = " ".join(words(name))
    return next((at for at, alike in enumerate(ORDER) if said in alike), -1)


def size_in_head(member: Member) -> Size | None:
    """Width and height of a picture as the head of its file says; None if it cannot be read."""
    try:
        return size_of(member.content())
    except PictureError:  # which the reading will say
        return None
