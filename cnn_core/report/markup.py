"""HTML from values: whatever comes in as text is escaped here, and nowhere else."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is HTML already; all other text is escaped before it gets into a page."""


def safe(value: object) -> Markup:
    """A value as HTML."""
    return value if isinstance(value, Markup) else Markup(escape(str(value), quote=True))


def element(name: str, *inside: object, **attributes: object) -> Markup:
    """`<name class="...">inside</name>`; an attribute `class_` stands for `class`, `_` for `-`."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{safe(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{written}>{''.join(safe(each) for each in inside)}</{name}>")


def joined(parts: Iterable[object]) -> Markup:
    return Markup("".join(safe(part) for part in parts))


def table(head: Sequence[object], rows: Iterable[Sequence[object]], left: Sequence[int] = (0,)) -> Markup:
    """A table; the columns named in `left` hold words, all others numbers. A column whose head is empty has none."""

    def cells(name: str, values: Sequence[object]) -> Markup:
        return joined(
            element(name if value != "" else "td", value, **({"class_": "words"} if place in left else {}))
            for place, value in enumerate(values)
        )

    top = element("thead", element("tr", cells("th", head))) if head else Markup("")
    return element("table", top, element("tbody", *(element("tr", cells("td", row)) for row in rows)))


def pairs(values: Iterable[tuple[str, object]]) -> Markup:
    """Names and values in two columns."""
    return element("dl", *(element("div", element("dt", name), element("dd", value)) for name, value in values))


def picture(content: bytes, mime: str, alt: str, class_: str = "") -> Markup:
    """An image whose bytes are in the page."""
    address = f"data:{mime};base64,{base64.b64encode(content).decode()}"
    return Markup(f'<img src="{address}" alt="{safe(alt)}" class="{safe(class_)}">')
