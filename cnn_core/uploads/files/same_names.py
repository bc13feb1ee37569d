"""Files of one name in an upload: the same file twice, or others that must not be lost for it."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from cnn_core.uploads.source import PictureError

if TYPE_CHECKING:
    from cnn_core.uploads.files.members import Member


def told_apart(members: Iterable[Member]) -> list[Member]:
    """Members of different names. A file that lies beside itself as it was packed, as torchvision leaves MNIST, is one; others of one
    name, as in two downloads of a class, are `0.jpg`, `0 (2).jpg` and so on."""
    kept: dict[str, Member] = {}
    contents: dict[str, set[object]] = {}
    numbers: dict[str, int] = {}
    for member in members:
        if member.name not in kept:
            kept[member.name] = member
            continue
        of_name = contents.setdefault(member.name, {_content(kept[member.name])})
        if (content := _content(member)) not in of_name:
            of_name.add(content)
            name = _free(member.name, numbers, kept)
            kept[name] = replace(member, name=name)
    return list(kept.values())


def _free(name: str, numbers: dict[str, int], taken: Container[str]) -> str:
    """The name with the first number behind it that no other has."""
    before, dot, ending = name.rpartition(".")
    first, last = (before, f".{ending}") if dot and "/" not in ending else (name, "")
    number = next(n for n in count(numbers.get(name, 2)) if f"{first} ({n}){last}" not in taken)
    numbers[name] = number + 1
    return f"{first} ({number}){last}"


def _content(member: Member) -> object:
    """What files that are the same have in common."""
    try:
        return hashlib.sha256(member.content()).digest()
    except PictureError:  # which the reading will say
        return member
