"""Zip archives from strangers: every promise of the directory is checked before a byte is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cnn_core.errors import RunError

MOST_EXPANSION = 20
ENCRYPTED = 1
END, END_SIZE = b"PK\x05\x06", 22
LOCAL_SIZE = 30
ENTRY_BYTES = 512
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


def refused(what: str, problem: str) -> RunError:
    """The error for a file that is not let in: which file, what is wrong with it, what to do."""
    return RunError(f"{what} cannot be loaded: {problem}; load a file as CNN Lab saves it.")


@contextmanager
def unbroken(what: str) -> Iterator[None]:
    """Turns whatever zipfile says of damaged bytes into one sentence."""
    try:
        yield
    except BROKEN as error:
        if isinstance(error, RunError):
            raise
        first = (str(error).strip().splitlines() or [type(error).__name__])[0][:80]
        raise refused(what, f"it is damaged or no such file at all ({first})") from None


def strict_zip(content: bytes, what: str, known: Callable[[str], bool], most: int, most_bytes: int) -> zipfile.ZipFile:
    """The archive, if it has at most `most` members, all `known` by name, and each is a plain file that is what it declares.

    RunError for all that CNN Lab does not write: names twice, links, encryption, members that share bytes, that would swell to
    more than 20 times their size, or to more than `most_bytes` in all.
    """
    _check_directory(content, what, most)
    with unbroken(what):
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        seen: set[str] = set()
        for member in members:
            name = member.orig_filename
            if not known(name):
                raise refused(what, f"it has a member {name[:60]!r}, which does not belong there")
            if name in seen:
                raise refused(what, f"it has two members called {name!r}")
            seen.add(name)
            _check_member(member, what)
        total = sum(member.file_size for member in members)
        if total > most_bytes:
            raise refused(what, f"it would unpack to {total:,} bytes, and {most_bytes:,} is the most")
        _check_overlap(content, members, archive.start_dir, what)
        return archive


def _check_directory(content: bytes, what: str, most: int) -> None:
    """The end record, before zipfile reads a directory of any length that it promises."""
    if content[-END_SIZE:][:4] != END:
        raise refused(what, "it is no zip archive, or not the whole of one")
    members, size = struct.unpack("<HI", content[-END_SIZE:][10:16])
    if members > most or size > most * ENTRY_BYTES:
        raise refused(what, f"it has {members:,} members, and {most} is the most")


def _check_member(member: zipfile.ZipInfo, what: str) -> None:
    name = member.orig_filename
    if member.flag_bits & ENCRYPTED:
        raise refused(what, f"{name} is encrypted")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise refused(what, f"{name} is a link and not a file")
    if member.compress_type not in METHODS:
        raise refused(what, f"{name} is packed in a way that CNN Lab does not use")
    if member.compress_type == zipfile.ZIP_STORED and member.file_size != member.compress_size:
        raise refused(what, f"{name} is not packed and yet declares two different sizes")
    if member.file_size > MOST_EXPANSION * member.compress_size:
        raise refused(
            what,
            f"{name} would swell from {member.compress_size:,} to {member.file_size:,} bytes, more than {MOST_EXPANSION} times",
        )


def _check_overlap(content: bytes, members: list[zipfile.ZipInfo], directory: int, what: str) -> None:
    """Two members that share bytes are how a small file unpacks to a huge one."""
    free = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < free:
            raise refused(what, f"{member.orig_filename} shares its bytes with another member")
        names, extra = struct.unpack("<HH", content[member.header_offset + 26 : member.header_offset + LOCAL_SIZE])
        free = member.header_offset + LOCAL_SIZE + names + extra + member.compress_size
    if free > directory:
        raise refused(what, "its last member reaches into the archive's directory")
