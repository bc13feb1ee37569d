"""What kind of upload it is, told by its content and never by its name."""

from __future__ import annotations

from functools import partial

from cnn_core.sandbox.strict_zip import unbroken
from cnn_core.uploads.folders import folder_source
from cnn_core.uploads.idx import MAX_FILES, WANTED, idx_source, is_idx
from cnn_core.uploads.limits import MAX_BYTES
from cnn_core.uploads.members import members_of
from cnn_core.uploads.npz import npz_source
from cnn_core.uploads.source import Source, refused

ZIP = b"PK"
TAKEN = "a zip with one folder per class, an npz file, or IDX files are wanted"


def open_upload(content: bytes, name: str) -> Source:
    """The pictures in the bytes of an upload called `name`; DatasetError says why it is not let in."""
    if len(content) > MAX_BYTES:
        raise refused(name, f"it has more than {MAX_BYTES >> 20} MB")
    if not content.startswith(ZIP):
        single = f"it is a single IDX file; {WANTED}" if is_idx(content) else f"it is no zip archive; {TAKEN}"
        raise refused(name, single)
    members = members_of(content, name)
    if members and all(member.name.endswith(".npy") for member in members):
        return npz_source(content, [member.name.removesuffix(".npy") for member in members], name)
    if 0 < len(members) <= MAX_FILES:
        with unbroken(partial(refused, name)):
            if all(is_idx(member.read()) for member in members):
                return idx_source(members, name)
    return folder_source(members, name)
