"""Files beside pictures whose bytes in the archive are damaged: they are set aside, and sink none of the pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cnn_core.errors import DatasetError
from cnn_core.sandbox.strict_zip import BROKEN
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.pictures import ENDINGS
from cnn_core.uploads.source import PictureError, SetAside, Source


def beside_damage(members: Sequence[Member], read: Callable[[Sequence[Member]], Source]) -> Source:
    """What `read` makes of the files. Where that broke on damaged bytes, what it makes of the others, if the classes of pictures are known
    without the damaged ones."""
    try:
        return read(members)
    except MemoryError:
        raise
    except BROKEN as error:
        if isinstance(error, DatasetError):
            raise
        found = {member.name: damage for member in members if member.ending not in ENDINGS and (damage := _damage(member))}
        source = _without(found, members, read)
        if source is None:
            raise
        source.set_aside.extend(SetAside(name, damage) for name, damage in found.items())
        return source


def _without(found: dict[str, str], members: Sequence[Member], read: Callable[[Sequence[Member]], Source]) -> Source | None:
    try:
        source = read([member for member in members if member.name not in found]) if found else None
    except DatasetError:
        return None
    return source if source and source.of_files else None  # pictures that are damaged are set aside anyway


def _damage(member: Member) -> str:
    """Why a file cannot be unpacked; empty if it can."""
    try:
        member.content()
    except PictureError as error:
        return str(error)
    return ""
