"""Numbers, shapes and errors as text for people. Standard library only."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

LAYER = re.compile(r"(?:\b(?:architecture|experiment)\.)*\blayers\[(\d+)\](?:\.(\w+))?")


def plural(number: int, noun: str) -> str:
    """`1 epoch`, `2 epochs`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def classes_text(number: int) -> str:
    """`1 class`, `2 classes`."""
    return f"{number} class" + ("" if number == 1 else "es")


def duration(seconds: float) -> str:
    """Seconds for people: `8 s`, `3 min 20 s`, `1 h 5 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def bytes_text(number: float) -> str:
    """A size in bytes for people, in powers of 1,024: `512 B`, `1.5 KB`, `15 KB`."""
    for unit in ("B", "KB", "MB"):
        if number < 1024:
            return f"{number:.0f} {unit}" if unit == "B" or number >= 10 else f"{number:.1f} {unit}"
        number /= 1024
    return f"{number:.1f} GB"


def over_text(size: int, most: int) -> str:
    """Bytes that are more than the most: `209.9 MB (200.1 MiB), and 209.7 MB (200 MiB) is the most`, in both units, since some systems count
    10^6 bytes to the MB and some 2^20. They are rounded up and the most down, so that a little too much reads so."""
    has, may = (f"{rounded(number / 10**5) / 10:,.10g} MB" for number, rounded in ((size, math.ceil), (most, math.floor)))
    return f"{has} ({math.ceil(size * 10 / 2**20) / 10:,.10g} MiB), and {may} ({most >> 20} MiB) is the most"


def shape_text(shape: Sequence[int]) -> str:
    """A shape as text: `26x26x64`, `1,600x64`."""
    return "x".join(f"{side:,}" for side in shape)


def value_text(value: Any) -> str:
    """The value of a setting as people write it: on, 3x3, 0.001."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return "x".join(map(str, value)) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)


def share_text(part: float, whole: float) -> str:
    """A part in percent, `25%`, `99.6%`; all but all is never 100%, and hardly any never 0%."""
    percent = 100 * part / whole if whole else 0.0
    if 0 < part < whole and not 1 <= percent <= 99:
        return f"{min(max(percent, 0.1), 99.9):.1f}%"
    return f"{percent:.0f}%"


def p_text(p: float) -> str:
    """A p value as sentences say it: `p = 0.310`; where it has no three decimals `p below 0.001`; of no number `p = nan`."""
    return "p below 0.001" if p < 0.001 else f"p = {p:.3f}"


def figure_text(value: float) -> str:
    """A figure to three digits for people, a large one never as a power of ten: `0.0123`, `2.3`, `427`, `5,090,000`."""
    if not math.isfinite(value) or abs(value) < 1000:
        return f"{value:.3g}"
    return f"{round(value, 2 - math.floor(math.log10(abs(value)))):,.0f}"


ON_COMMAND_LINE = " (--dataset on the command line)"
"""What a sentence says of where a dataset is chosen besides the Data page; no page shows it."""


def page_words(sentence: str) -> str:
    """A sentence of the core with layers as the pages number them, `layers[0].filters` becomes `layer 1, filters`, and without what is said
    for the command line."""
    sentence = sentence.replace(ON_COMMAND_LINE, "")
    return LAYER.sub(lambda found: f"layer {int(found[1]) + 1}" + (f", {found[2]}" if found[2] else ""), sentence)


def first_line(error: BaseException, max_length: int = 100) -> str:
    """The first line of an error's message, cut to `max_length` characters; empty if the error has no message."""
    return (str(error).strip().splitlines() or [""])[0].strip()[:max_length]
