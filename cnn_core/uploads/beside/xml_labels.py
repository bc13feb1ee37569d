"""Labels of pictures in the XML of CVAT, and in that which PASCAL VOC and LabelImg write for each picture. Read as text: nothing in it is
expanded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

XML = "xml"
TAG = re.compile(r"""<([A-Za-z]++)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
"""A tag and its attributes, in which a > may stand between quotes. No part gives back what it took, and none reads beyond the next <, so
the time grows with the length of the text, whatever is in it."""
ATTRIBUTE = re.compile(r"""(?<!\S)([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
IMAGE = "image"
SAYING = {"tag", "box", "polygon", "polyline", "points", "mask", "ellipse", "cuboid", "skeleton"}
OBJECT = re.compile(r"<object>\s*<name>([^<]*)</name>")
FILE, LABEL, PART = "filename", "label", "split"
MAX_ROWS = 100_000


def xml_rows(text: str) -> list[list[str]]:
    """A table with a head, a row for each class that CVAT's XML says of a picture; empty if it is no such XML."""
    rows = [row for row, _ in zip(_rows(text), range(MAX_ROWS), strict=False)]
    return [[FILE, LABEL, PART], *rows] if rows else []


def _rows(text: str) -> Iterator[list[str]]:
    name, part, said = "", "", dict[str, None]()
    for tag, attributes in _tags(text):
        if tag != IMAGE:
            said |= {attributes["label"]: None} if "label" in attributes else {}
            continue
        yield from ([name, each, part] for each in said if name)
        name, part, said = attributes.get("name", ""), attributes.get("subset", ""), {}
    yield from ([name, each, part] for each in said if name)


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The tags of images and of what is in them, one by one: a file may have millions."""
    for found in TAG.finditer(text):
        if found[1] == IMAGE or found[1] in SAYING:
            yield found[1], {key: html.unescape(a or b).strip() for key, a, b in ATTRIBUTE.findall(found[2])}


def xml_classes(text: str) -> set[str]:
    """The classes of all objects that the XML of one picture names."""
    return {html.unescape(each).strip() for each in OBJECT.findall(text)} - {""}
