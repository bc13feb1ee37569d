"""The content of a file that a command is given."""

from __future__ import annotations

from pathlib import Path

from cnn_core.errors import LabError
from cnn_core.storage.disk import why
from cnn_core.text import bytes_text


def content_of(path: Path, limit: int, kind: type[LabError] = LabError) -> bytes:
    """The bytes of a file; an error of that kind if it cannot be read or has more than `limit`, of which it reads no more."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise kind(f"{path} cannot be read: {why(error)}.") from None
    if len(content) > limit:
        raise kind(f"{path} cannot be used: it has more than {bytes_text(limit)}.")
    return content
