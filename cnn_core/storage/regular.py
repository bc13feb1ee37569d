"""Reading what the laboratory keeps: files, and nothing else that may bear the name of one."""

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


def read_regular(path: str | os.PathLike[str]) -> bytes:
    """The content of such a file."""
    with open_regular(path) as file:
        return file.read()
