"""Files of one name in an upload: the same file twice, or others that must not be lost for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnn_core.uploads.members import Member


def told_apart(members: Iterable[Member]) -> list[Member]:
    """Members of different names. A file that lies beside itself as it was packed, as torchvision leaves MNIST, is one; others of one
    name, as in two downloads of a class, are `0.jpg`, `0 (2).jpg` and so on."""
    kept: dict[str, Member] = {}
    for member in members:
        before, dot, ending = member.name.rpartition(".")
        for number in count(1):
            more = "" if number == 1 else f" ({number})"
            name = f"{before}{more}.{ending}" if dot and "/" not in ending else f"{member.name}{more}"
            if name not in kept:
                kept[name] = member if number == 1 else replace(member, name=name)
                break
            if _same(kept[name], member):
                break
    return list(kept.values())


def _same(one: Member, other: Member) -> bool:
    if one.size != other.size:
        return False
    try:
        return one.read() == other.read()
    except Exception:  # zipfile raises many kinds on damaged bytes, which the reading will say
        return False
