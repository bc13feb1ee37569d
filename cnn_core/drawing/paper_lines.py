"""Printed lines, squares and frames on paper, and how they are taken out without cutting the strokes that cross them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]
SPAN = 0.45
"""Part of the picture that a printed line runs along; two of them, or one over nearly all of it, are printed."""
ALL = 0.85
THIN = 1 / 40
"""A line is thinner than this part of the picture."""
SLACK = 2
"""Pixels by which a line may lean or waver within the stretch that is looked for."""
STRETCH = 1 / 8


def without_lines(ink: Grey) -> Grey:
    """The ink (h, w) without straight lines along the edges of the picture. Where a stroke crosses a line, both stay."""
    out = ink.copy()
    for turned in (out, out.T):  # a view: what is taken out of it is taken out of the picture
        turned[_lines(turned > 64)] = 0
    return out


def _lines(mask: Mask) -> Mask:
    """Pixels of printed lines from left to right."""
    from scipy import ndimage  # which the start of the app need not wait for

    height, width = mask.shape
    # Thick in this direction is what crosses a line, not the line.
    above = _opened(mask, max(3, round(height * THIN)), axis=0)
    thin = mask & ~_dilated(above, 3, axis=0)
    loose = _dilated(thin, 1 + 2 * SLACK, axis=0)
    bridge = max(3, width // 30)
    loose = ~_dilated(~_dilated(loose, bridge, axis=1), bridge, axis=1)
    long = _opened(loose, max(5, round(width * STRETCH)), axis=1)
    labels, count = ndimage.label(long, np.ones((3, 3), bool))
    spans = [(part[1].stop - part[1].start) / width for part in ndimage.find_objects(labels)]
    printed = [number for number, span in enumerate(spans, start=1) if span >= SPAN]
    if count == 0 or (len(printed) < 2 and max(spans, default=0) < ALL):
        return np.zeros_like(mask)
    found: Mask = thin & np.isin(labels, printed)
    return found


def _dilated(mask: Mask, length: int, axis: int) -> Mask:
    from scipy import ndimage

    found: Mask = ndimage.maximum_filter1d(mask.view(np.uint8), length, axis=axis, mode="constant").view(np.bool_)
    return found


def _opened(mask: Mask, length: int, axis: int) -> Mask:
    """The parts of runs along the axis that are at least this long."""
    from scipy import ndimage

    core = ndimage.minimum_filter1d(mask.view(np.uint8), length, axis=axis, mode="constant")
    origin = 0 if length % 2 else -1  # of an even length, the two filters lean to opposite sides
    found: Mask = ndimage.maximum_filter1d(core, length, axis=axis, mode="constant", origin=origin).view(np.bool_)
    return found
