"""Tables that say the class of files by their names, beside arrays, whose images have none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.members import Member
from cnn_core.uploads.pictures import ENDINGS
from cnn_core.uploads.source import SetAside
from cnn_core.uploads.table_rows import rows_of

TABLES, MAX_READ = ("csv", "tsv", "txt"), 2**20
FILE = re.compile(rf".+\.(?:{'|'.join(ENDINGS)})", re.IGNORECASE)
ARRAY = re.compile(r".+\.npy", re.IGNORECASE)
MOST, SHOWN = 0.9, 40
OF_PICTURES = "pack it with the pictures that it names and leave the arrays out"
OF_ARRAYS = "np.save('x.npy', np.stack([np.load(name) for name in names])) makes one array of them in the order of its rows"
LINES = "or save the labels alone as labels.csv, one in each line, in the order of the images"


def tables_of_files(members: Sequence[Member]) -> list[SetAside]:
    """Those of the files that are tables with a column of names of pictures or arrays, and why they label no image of an array."""
    found = []
    for member in members:
        if member.ending not in TABLES or member.size > MAX_READ:
            continue
        rows = rows_of(member.read().decode("utf-8-sig", "replace"))
        width = len(rows[0]) if rows else 0
        if len(rows) < 3 or width < 2 or any(len(row) != width for row in rows):
            continue
        for column in zip(*rows, strict=True):
            kind = next(
                (each for each in (FILE, ARRAY) if sum(map(bool, map(each.fullmatch, column))) >= MOST * len(rows[1:])), None
            )
            if kind is not None:
                what = "pictures" if kind is FILE else "arrays"
                shown = ", ".join(each.strip()[-SHOWN:] for each in column[1:3])
                way = OF_PICTURES if kind is FILE else OF_ARRAYS
                why = f"it names {what} ({shown}, …), so which image of the arrays a row is of is not known; {way}, {LINES}"
                found.append(SetAside(member.name, why))
                break
    return found
