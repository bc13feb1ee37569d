"""Whole files read into memory, up to a limit, and the error for damaged files."""

from __future__ import annotations

from pathlib import Path

from cnn_core.errors import DatasetError
from cnn_core.storage.regular import open_regular

MAX_FILE_BYTES = 192 * 2**20
"""Bytes of a dataset file on disk; CIFAR-10, the largest known one, has 170 MB."""
MAX_ARRAY_BYTES = 512 * 2**20
"""Bytes of one array once it is unpacked; 60,000 images of 28x28 are 47 MB."""
DEFLATE_RATIO = 1032
"""Deflate cannot shrink data further than this: a file that declares more is damaged."""


def damaged(name: str | Path, problem: str) -> DatasetError:
    """The error for a file whose content cannot be right: which file, what is wrong with it, what to do."""
    return DatasetError(f"{name} cannot be used: {problem}; replace it with a good copy.")


def read_bytes(path: Path) -> bytes:
    """The content of a file of at most `MAX_FILE_BYTES` bytes; DatasetError if it cannot be read or is larger."""
    try:
        with open_regular(path) as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise damaged(path, f"reading it failed ({error.strerror or error})") from error
    if len(content) > MAX_FILE_BYTES:
        raise damaged(path, f"it is larger than {MAX_FILE_BYTES:,} bytes")
    return content


def check_expansion(name: str | Path, packed: int, unpacked: int) -> None:
    """Refuses, before memory is allocated, an array that is too large or that so few packed bytes cannot hold."""
    if unpacked > MAX_ARRAY_BYTES:
        raise damaged(name, f"it declares an array of {unpacked:,} bytes, and {MAX_ARRAY_BYTES:,} is the limit")
    if unpacked > packed * DEFLATE_RATIO:
        raise damaged(name, f"it declares an array of {unpacked:,} bytes, which its {packed:,} bytes cannot hold")
