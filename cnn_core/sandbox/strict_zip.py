"""Zip archives from strangers: every promise of the directory is checked before a byte is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cnn_core.errors import LabError
from cnn_core.text import first_line

MAX_EXPANSION = 20
ENCRYPTED = 1
END, END_SIZE = b"PK\x05\x06", 22
MAX_COMMENT = 65535
LARGE_END, LARGE_END_SIZE = b"PK\x06\x07", 20
LOCAL_SIZE = 30
ENTRY_BYTES = 512
INCOMPLETE = (
    "it is no zip archive, or an incomplete one, as a download that broke off; download or copy it once more, or pack it anew"
)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    LookupError,
    OverflowError,
    EOFError,
    OSError,
    RuntimeError,
    MemoryError,
)
"""What zipfile raises on damaged bytes, seen or written in its source."""

Refuse = Callable[[str], LabError]
"""From what is wrong with a file to the error for it."""


@contextmanager
def unbroken(refuse: Refuse) -> Iterator[None]:
    """Turns whatever zipfile says of damaged bytes into one sentence."""
    try:
        yield
    except BROKEN as error:
        if isinstance(error, LabError):
            raise
        raise refuse(f"it is damaged or no such file at all ({first_line(error) or type(error).__name__})") from None


def strict_zip(
    content: bytes,
    refuse: Refuse,
    known: Callable[[str], bool],
    most: int,
    most_bytes: int,
    harmless: int = 0,
    expansion: int = MAX_EXPANSION,
) -> zipfile.ZipFile:
    """The archive, if it has at most `most` members, all `known` by name, and each is a plain file that is what it declares.

    Refused are names twice, links, encryption, members that share bytes, that would swell to more than `expansion` times their size
    (those of up to `harmless` bytes may), or to more than `most_bytes` in all.
    """
    _check_directory(content, refuse, most)
    with unbroken(refuse):
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        seen: set[str] = set()
        for member in members:
            name = member.orig_filename
            if not known(name):
                raise refuse(f"it has a member {name[:60]!r}, which does not belong there")
            if name in seen:
                raise refuse(f"it has two members called {name[:60]!r}")
            seen.add(name)
            _check_member(member, refuse, harmless, expansion)
        total = sum(member.file_size for member in members)
        if total > most_bytes:
            raise refuse(f"it would unpack to {total:,} bytes, and {most_bytes:,} is the most")
        _check_overlap(content, members, archive.start_dir, refuse)
        return archive


def _check_directory(content: bytes, refuse: Refuse, most: int) -> None:
    """The end record, before zipfile reads a directory of any length that it promises."""
    at = content.rfind(END, max(0, len(content) - END_SIZE - MAX_COMMENT))
    if at < 0 or len(content) < at + END_SIZE:
        raise refuse(INCOMPLETE)
    members, size, _, comment = struct.unpack("<HIIH", content[at + 10 : at + END_SIZE])
    if at + END_SIZE + comment != len(content):
        raise refuse(INCOMPLETE)
    if at >= LARGE_END_SIZE and content[at - LARGE_END_SIZE :].startswith(LARGE_END):
        raise refuse("it is packed in the form for archives above 4 GB")
    if members > most or size > most * ENTRY_BYTES:
        raise refuse(f"it has {members:,} members, and {most:,} is the most")


def _check_member(member: zipfile.ZipInfo, refuse: Refuse, harmless: int, expansion: int) -> None:
    name = member.orig_filename[:60]
    if member.flag_bits & ENCRYPTED:
        raise refuse(f"{name} is encrypted; pack it again without a password")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise refuse(f"{name} is a link and not a file")
    if member.compress_type not in METHODS:
        raise refuse(f"{name} is packed in a way that CNN Lab does not use; pack it again as an ordinary zip")
    if member.compress_type == zipfile.ZIP_STORED and member.file_size != member.compress_size:
        raise refuse(f"{name} is not packed and yet declares two different sizes")
    if member.file_size > max(harmless, expansion * member.compress_size):
        raise refuse(
            f"{name} would swell from {member.compress_size:,} to {member.file_size:,} bytes, more than {expansion} times"
        )


def _check_overlap(content: bytes, members: list[zipfile.ZipInfo], directory: int, refuse: Refuse) -> None:
    """Two members that share bytes are how a small file unpacks to a huge one."""
    free = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < free:
            raise refuse(f"{member.orig_filename[:60]} shares its bytes with another member")
        names, extra = struct.unpack("<HH", content[member.header_offset + 26 : member.header_offset + LOCAL_SIZE])
        free = member.header_offset + LOCAL_SIZE + names + extra + member.compress_size
    if free > directory:
        raise refuse("its last member reaches into the archive's directory")
