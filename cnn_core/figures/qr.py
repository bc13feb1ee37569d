"""A QR code, black on white in any theme, with the white margin that scanners need."""

from __future__ import annotations

import io

import segno

MAX_CHARACTERS = 900
"""Longer texts have squares too small for a phone at the back of a classroom."""
MARGIN = 4
"""Squares; the standard's own (ISO/IEC 18004)."""


def qr_svg(text: str) -> str | None:
    """The code as SVG; None for a text that is too long."""
    if len(text) > MAX_CHARACTERS:
        return None
    file = io.BytesIO()
    segno.make(text, error="l", micro=False).save(file, kind="svg", border=MARGIN, light="#ffffff", dark="#000000", xmldecl=False)
    return file.getvalue().decode()
