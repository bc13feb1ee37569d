"""What gzip, bzip2 and xz packed, unpacked in pieces: of one large piece some unpackers keep several copies."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

GZIP, BZIP2, XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"
PACKED = {GZIP: "gzip", BZIP2: "bzip2", XZ: "xz"}
PIECE, PADDING = 2**20, bytes(4)
MEMORY = 128 * 2**20
"""Bytes that xz may take to unpack: a header can ask for 4 GB; what `xz -9` packed takes 65 MB. Python's own reader has no such bound."""


def pieces(kind: bytes, content: bytes) -> Iterator[bytes]:
    """All streams of a packed file, which may be several behind each other, in pieces of at most 1 MB. EOFError if it ends too early,
    MemoryError if it asks for too much, ImportError of a Python that was built without this kind, and `broken()`."""
    if kind == XZ:
        return _xz(content)
    if kind == GZIP:
        return iter(partial(gzip.open(io.BytesIO(content)).read, PIECE), b"")
    import bz2

    return iter(partial(bz2.open(io.BytesIO(content)).read, PIECE), b"")


def broken() -> tuple[type[Exception], ...]:
    """What the unpackers raise on damaged bytes."""
    with suppress(ImportError):
        import lzma

        return (OSError, ValueError, zlib.error, lzma.LZMAError)
    return (OSError, ValueError, zlib.error)


def _xz(content: bytes) -> Iterator[bytes]:
    import lzma

    at = 0
    while content.startswith(XZ, at):  # what follows the last stream is passed over
        stream = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY)
        while not stream.eof:
            given = content[at : at + PIECE] if stream.needs_input else b""
            if stream.needs_input and not given:
                raise EOFError
            at += len(given)
            try:
                yield stream.decompress(given, PIECE)
            except lzma.LZMAError as error:
                if "limit" in str(error):  # "Memory usage limit exceeded" has no type of its own
                    raise MemoryError from None
                raise
        at -= len(stream.unused_data)
        while content.startswith(PADDING, at):
            at += len(PADDING)
