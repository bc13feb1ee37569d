"""The files in an upload, by name, without what operating systems put beside them."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from cnn_core.sandbox.strict_zip import strict_zip
from cnn_core.uploads.limits import HARMLESS_MEMBER, MAX_MEMBERS, MAX_UNPACKED
from cnn_core.uploads.source import refused

LITTER = ("thumbs.db", "desktop.ini")
UTF8 = 0x800


@dataclass(frozen=True, eq=False)
class Member:
    """A file in an upload: its path with forward slashes, and how to unpack it."""

    name: str
    read: Callable[[], bytes]


def members_of(content: bytes, name: str) -> list[Member]:
    """The files in a zip that anybody may have made; DatasetError if it is not what its directory promises."""
    archive = strict_zip(content, partial(refused, name), _stays_inside, MAX_MEMBERS, MAX_UNPACKED, HARMLESS_MEMBER)
    found = [Member(_name(each), partial(archive.read, each)) for each in archive.infolist() if not each.is_dir()]
    return [member for member in found if not _is_litter(member.name)]


def packed_together(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Several files as one zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def _stays_inside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "\0" not in name and ".." not in parts and parts[0] != "" and not re.match("[A-Za-z]:", name)


def _name(member: zipfile.ZipInfo) -> str:
    """With slashes instead of Windows's backslashes, and accents right where the archive does not say that it is in UTF-8."""
    name = member.filename
    if not member.flag_bits & UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/")).strip("/")


def _is_litter(name: str) -> bool:
    parts = name.split("/")
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts) or parts[-1].casefold() in LITTER
