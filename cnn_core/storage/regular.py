"""What the laboratory keeps are files, and nothing that bears the name of one is waited for."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(
    os, "O_BINARY", 0
)  # neither is everywhere: of a pipe the opening returns, on Windows bytes stay


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """A file to read from. OSError if there is none, or if it is a folder, a named pipe, which would be waited for without end, or a
    device."""
    handle = os.open(path, os.O_RDONLY | AT_ONCE)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no regular file", os.fspath(path))
    return open(handle, "rb")


def at_once(path: str, flags: int) -> int:
    """An `opener` of `open` for a file that is added to. OSError if it is a named pipe that nobody reads: its opening would wait without
    end, and whoever logs with it."""
    return os.open(path, flags | AT_ONCE, 0o666)


def read_regular(path: str | os.PathLike[str]) -> bytes:
    """The content of such a file."""
    with open_regular(path) as file:
        return file.read()
