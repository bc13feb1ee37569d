"""What an upload is in which there are no images: a sentence that names what was found, and what is wanted instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cnn_core.uploads.beside.class_columns import NUMBER
from cnn_core.uploads.files.foreign import foreign
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.folders.no_class_known import ADVICE
from cnn_core.uploads.tables.table_rows import rows_of

NAMED = re.compile(rb"[^\s,;/]\.(?:png|jpe?g|bmp|gif|webp|tiff?)\b", re.IGNORECASE)
ADVICE_FOR_TABLES = "pack the table and the pictures that it names into one zip"
TEXTS = ("csv", "tsv", "txt", "xml", "json", "md", "py", "ipynb", "html", "yml", "yaml", "names", "arff")
TABLES = ("csv", "tsv", "txt", "data", "dat", "")
TAKEN = (
    "pictures in class folders, arrays of images and labels (npz, npy, IDX, .mat, HDF5), a table of pixels, or Parquet are wanted"
)
KINDS = {
    "ipynb": "it is a Jupyter notebook: cells of code and text, and no file of images. Save the images that it shows or loads",
    "py": "it is a Python program and no file of images",
    "json": "it is a JSON file and no file of images",
    "xml": "it is an XML file and no file of images",
    "md": "it is a text and no file of images",
    "html": "it is a web page and no file of images",
    "yml": "it is a file of settings and no file of images",
    "yaml": "it is a file of settings and no file of images",
}
STARTS = {
    b"MZ": "it is a program of Windows, and no file of images; it was not opened",
    b"\x7fELF": "it is a program of Linux, and no file of images; it was not opened",
    b"\xcf\xfa\xed\xfe": "it is a program of a Mac, and no file of images; it was not opened",
}
LOOKED_AT, ROWS, SHOWN, LETTERS = 2**16, 200, 4, 30
LONGEST_HEAD = 60
"""Of more letters than this in its first cell a text is prose."""


def what_it_is(members: Sequence[Member]) -> str:
    """The end of a sentence about an upload without a picture, array or table of pixels."""
    if not members or not any(member.size for member in members):
        return "it is empty" if members else "there is no file in it"
    words = foreign(members)
    if words:
        return words
    if any(member.ending in TEXTS and len(NAMED.findall(member.start())) > 1 for member in members):
        return f"it names pictures and holds none; {ADVICE_FOR_TABLES}"
    if len(members) == 1:
        (only,) = members
        found = next((says for begins, says in STARTS.items() if only.start().startswith(begins)), "") or KINDS.get(
            only.ending, ""
        )
        found = found or as_table(only) or _as_text(only)
        return f"{found}{'; ' if found else ''}it is none of what can be read: {TAKEN}"
    kinds = Counter(member.ending or "no ending" for member in members)
    listed = ", ".join(f"{count} x {ending[:12]}" for ending, count in kinds.most_common(4))
    tables = ((each.file, as_table(each)) for each in members)
    of = next((f" (of {file[-60:]}: {table})" for file, table in tables if table), "")
    return f"there is no picture, array or table of pixels in it, only {listed}{of}; {ADVICE}"


def as_table(member: Member) -> str:
    """What a text is as a table: its columns, and that they are no pixels; empty if it is none."""
    if member.ending not in TABLES:
        return ""
    rows = rows_of(_text(member))[:ROWS]
    width = len(rows[-2]) if len(rows) > 2 else 0
    if width < 2 or len(rows[0][0]) > LONGEST_HEAD or any(len(row) != width for row in rows[:-1]):
        return ""
    if all(map(_is_number, rows[0])):
        return f"it is a table with {width:,} numbers a row and no names above, and they make no square picture of 6x6 pixels or more"
    shown = ", ".join(cell.strip()[:LETTERS] for cell in rows[0][:SHOWN]) + (", …" if width > SHOWN else "")
    return f"it is a table with the columns {shown}; {width:,} values a row are no picture"


def _as_text(member: Member) -> str:
    text = _text(member)
    printed = sum(each.isprintable() or each.isspace() for each in text)
    return "it is a text and no table of pixels" if text and printed == len(text) else ""


def _text(member: Member) -> str:
    return (
        member.read()[:LOOKED_AT]
        .decode("utf-8-sig", "replace")
        .replace("\N{REPLACEMENT CHARACTER}", "?" if member.ending in TABLES[:3] else "\0")
    )


def _is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell.strip()) is not None
