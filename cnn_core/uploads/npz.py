"""Arrays in NumPy's npz form, under the names that people give them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.data.npz import parse_npz
from cnn_core.uploads.source import TEST, TRAIN, Source, refused
from cnn_core.uploads.tables import table_source

KINDS = re.compile(r"[<|=]?(?:[ui][1248]|f[248]|b1)|<U\d{1,2}|\|S\d{1,2}")
WANTED = "x_train, y_train, x_test and y_test, or x and y"
IMAGES, LABELS = ("x", "images", "image", "imgs", "data"), ("y", "labels", "label", "targets", "target")
PARTS = {TRAIN: ("train", "training"), TEST: ("test", "testing"), "validation": ("val", "valid", "validation")}


def npz_source(content: bytes, names: Sequence[str], name: str) -> Source:
    """The pictures in an npz file with these arrays; DatasetError if no pair of them is known by name."""
    known = {each.casefold(): each for each in names}
    pairs = {part: pair for part in PARTS if (pair := _pair(known, part))}
    notes = []
    if TRAIN not in pairs:
        alone = _pair(known, "")
        if alone is None:
            has = ", ".join(names)[:80] or "nothing"
            raise refused(name, f"the arrays {WANTED} are wanted, and it has {has}")
        pairs = {TRAIN: alone}
    if pairs.pop("validation", None):
        notes.append("The validation arrays are left out: the app holds back a part of the training images itself.")
    arrays = parse_npz(content, [each for pair in pairs.values() for each in pair], name, KINDS)
    return table_source("npz", {part: (arrays[x], arrays[y]) for part, (x, y) in pairs.items()}, name, notes)


def _pair(known: dict[str, str], part: str) -> tuple[str, str] | None:
    """The names of images and labels of a part; of the only one if `part` is empty."""
    found = []
    for words in (IMAGES, LABELS):
        if part:
            spelled = [
                each for end in PARTS[part] for word in words for each in (f"{word}_{end}", f"{end}_{word}", f"{word}{end}")
            ]
        else:
            spelled = list(words)
        found.append(next((known[each] for each in spelled if each in known), None))
    return None if None in found else (str(found[0]), str(found[1]))
