"""Labels of pictures in the XML of CVAT, and in that which PASCAL VOC and LabelImg write for each picture. Read as text: nothing in it is
expanded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

XML = "xml"
IMAGE = re.compile(r"<image\b([^>]*)>")
NAME = re.compile(r"""\bname=(?:"([^"]*)"|'([^']*)')""")
SAID = re.compile(r"""<(?:tag|box|polygon|polyline|points|mask|ellipse|cuboid|skeleton)\b[^>]*\blabel=(?:"([^"]*)"|'([^']*)')""")
SUBSET = re.compile(r"""\bsubset=(?:"([^"]*)"|'([^']*)')""")
OBJECT = re.compile(r"<object>\s*<name>([^<]*)</name>")
FILE, LABEL, PART = "filename", "label", "split"
MAX_ROWS = 100_000


def xml_rows(text: str) -> list[list[str]]:
    """A table with a head, a row for each picture of which CVAT's XML says one class; empty if it is no such XML."""
    rows = [row for row, _ in zip(_rows(text), range(MAX_ROWS), strict=False)]
    return [[FILE, LABEL, PART], *rows] if rows else []


def _rows(text: str) -> Iterator[list[str]]:
    starts = [*IMAGE.finditer(text)]
    for image, following in zip(starts, [*(each.start() for each in starts[1:]), len(text)], strict=True):
        name, part = (_value(kind.search(image[1])) for kind in (NAME, SUBSET))
        said = {_value(each) for each in SAID.finditer(text, image.end(), following)}
        if name and len(said) == 1:
            yield [name, said.pop(), part]


def _value(found: re.Match[str] | None) -> str:
    return "" if found is None else html.unescape(found[1] or found[2] or "").strip()


def xml_class(text: str) -> str:
    """The class of all objects that the XML of one picture names; empty if there are none, or several."""
    said = {html.unescape(each).strip() for each in OBJECT.findall(text)}
    return said.pop() if len(said) == 1 else ""
