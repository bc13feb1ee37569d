"""A zip of pictures, one folder per class, perhaps below train/ and test/, perhaps all in one more folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PIL import Image

from cnn_core.uploads.limits import MAX_FILES
from cnn_core.uploads.members import Member
from cnn_core.uploads.pictures import decode
from cnn_core.uploads.source import TEST, TRAIN, Item, PictureError, Source, check_class_names, refused

PARTS = {"train": TRAIN, "training": TRAIN, "test": TEST, "testing": TEST}
VALIDATION = ("val", "valid", "validation")
LAYOUT = "put one folder per class into the zip, or train/ and test/ with such folders, and PNG or JPEG pictures into them"
JOINED = "The pictures of the validation folder join the training images: the app holds back a part of those itself."
Path = tuple[str, ...]


def folder_source(members: Sequence[Member], name: str) -> Source:
    """The pictures of class folders; DatasetError if there are too many files, or not 2 to 100 such folders."""
    if len(members) > MAX_FILES:
        raise refused(name, f"it has {len(members):,} files, and {MAX_FILES:,} is the most")
    paths = _unwrapped([tuple(member.name.split("/")) for member in members])
    tops = {path[0].casefold() for path in paths if len(path) > 1}
    in_parts = "test" in {PARTS.get(top) for top in tops} and tops <= {*PARTS, *VALIDATION}
    depth = 3 if in_parts else 2
    placed: list[tuple[str, str, Member]] = []
    left_out = []
    for path, member in zip(paths, members, strict=True):
        if len(path) == depth:
            placed.append((PARTS.get(path[0].casefold(), TRAIN) if in_parts else TRAIN, path[-2], member))
        else:
            left_out.append((member.name, f"it lies {'in no' if len(path) < depth else 'deeper than in a'} class folder"))
    if not placed:
        raise refused(name, f"no file in it lies in a class folder; {LAYOUT}")
    labels = sorted({label for _, label, _ in placed}, key=_natural)
    numbers = {label: number for number, label in enumerate(labels)}
    return Source(
        kind="folders",
        class_names=check_class_names(labels, name, LAYOUT),
        items=[Item(part, numbers[label], member.name, partial(_open, member)) for part, label, member in placed],
        sorted_by_class=True,
        left_out=left_out,
        notes=[JOINED] if in_parts and tops & set(VALIDATION) else [],
    )


def _unwrapped(paths: list[Path]) -> list[Path]:
    """Without folders that hold everything else."""
    while True:
        inside = [path for path in paths if len(path) > 1]
        if len({path[0] for path in inside}) != 1 or max(len(path) for path in inside) < 3:
            return paths
        paths = [path[1:] if len(path) > 1 else path for path in paths]


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Sorts 2 before 10, and capital letters with small ones."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts] + [(2, 0, name)]


def _open(member: Member) -> Image.Image:
    try:
        content = member.read()
    except MemoryError:
        raise PictureError("it takes too much memory") from None
    except Exception:  # zipfile raises many kinds on damaged bytes
        raise PictureError("its place in the zip is damaged") from None
    return decode(content)
