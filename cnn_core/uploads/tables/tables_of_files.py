"""Tables that say the class of files by their names, beside arrays, whose images have none."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.pictures import ENDINGS
from cnn_core.uploads.source import SetAside
from cnn_core.uploads.tables.table_rows import rows_of
from cnn_core.uploads.words.naming import words

TABLES, MAX_READ = ("csv", "tsv", "txt"), 2**20
FILE = re.compile(rf".+\.(?:{'|'.join(ENDINGS)})", re.IGNORECASE)
HEADS = {
    "file",
    "files",
    "filename",
    "filenames",
    "filepath",
    "path",
    "image",
    "imagename",
    "imagepath",
    "picture",
    "photo",
    "img",
    "imgname",
}
MOST, SHOWN = 0.9, 40
OF_PICTURES = "pack it with the pictures that it names and leave the arrays out"
OF_ARRAYS = "np.save('x.npy', np.stack([np.load(name) for name in names])) makes one array of them in the order of its rows"
LINES = "or save the labels alone as labels.csv, one in each line, in the order of the images"


def tables_of_files(members: Sequence[Member], arrays: Container[str]) -> list[SetAside]:
    """Those of the files that are tables with a column of names of pictures, or of files of `arrays`, and why they label no image of one."""
    found = []
    for member in members:
        if member.ending not in TABLES or member.size > MAX_READ:
            continue
        rows = rows_of(member.read().decode("utf-8-sig", "replace"))
        width = len(rows[0]) if rows else 0
        if len(rows) < 3 or width < 2 or any(len(row) != width for row in rows):
            continue
        for head, *names in zip(*rows, strict=True):
            of_arrays = _most(names, lambda name: stem(name) in arrays or name in arrays)
            called = "".join(words(head)) in HEADS and len(set(names)) == len(names) and not any(map(str.isdecimal, names))
            if of_arrays or called or _most(names, FILE.fullmatch):
                what, way = ("arrays", OF_ARRAYS) if of_arrays else ("pictures", OF_PICTURES)
                shown = ", ".join(each[-SHOWN:] for each in names[:2])
                why = f"it names {what} ({shown}, …), so which image of the arrays a row is of is not known; {way}, {LINES}"
                found.append(SetAside(member.name, why))
                break
    return found


def _most(names: Sequence[str], fits: Callable[[str], object]) -> bool:
    return sum(bool(fits(each.strip())) for each in names) >= MOST * len(names)
