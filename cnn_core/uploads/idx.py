"""IDX files, two or four of them: identified by their headers and by "test" in their names."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from cnn_core.data.idx import GZIP_MAGIC, GZIP_WINDOW, parse_idx
from cnn_core.uploads.members import Member
from cnn_core.uploads.source import TEST, TRAIN, Source, refused
from cnn_core.uploads.tables import table_source

MAX_FILES = 4
TEST_NAME = re.compile("t10k|test", re.IGNORECASE)
WANTED = "two or four of them belong together: images and labels to train with, and perhaps to test with"
IMAGE_DIMENSIONS = (3, 4)


def is_idx(content: bytes) -> bool:
    """Whether a file begins as an IDX file of bytes does, packed with gzip or not."""
    return _start(content)[:3] == b"\0\0\x08"


def idx_source(members: Sequence[Member], name: str) -> Source:
    """The pictures in IDX files; DatasetError if they do not make up pairs of images and labels."""
    found: dict[str, dict[str, NDArray[Any]]] = {TRAIN: {}, TEST: {}}
    for member in members:
        content = member.read()
        dimensions = _start(content)[3]
        role = "labels" if dimensions == 1 else "images" if dimensions in IMAGE_DIMENSIONS else ""
        part = TEST if TEST_NAME.search(member.name.rpartition("/")[2]) else TRAIN
        if not role:
            raise refused(member.name, f"it has {dimensions} dimensions, and images have 3 and labels 1")
        if role in found[part]:
            raise refused(name, f"it has two IDX files of {part} {role}; {WANTED}")
        found[part][role] = parse_idx(content, dimensions, member.name)
    if not found[TRAIN] and found[TEST]:
        found = {TRAIN: found[TEST], TEST: {}}
    for part, roles in found.items():
        if len(roles) == 1 or (part == TRAIN and not roles):
            missing = "labels" if "images" in roles else "images"
            raise refused(name, f"the IDX file of {part} {missing} is missing; {WANTED}")
    pairs = {part: (roles["images"], roles["labels"]) for part, roles in found.items() if roles}
    return table_source("idx", pairs, name, [])


def _start(content: bytes) -> bytes:
    """The first four bytes, unpacked."""
    if not content.startswith(GZIP_MAGIC):
        return content[:4]
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(content, 4)
    except zlib.error:
        return b""
