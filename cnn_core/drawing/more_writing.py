"""Whether a page has more on it than the one thing that is read: a second digit beside it, or one above."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cnn_core.drawing.ink_cluster import CORE, SOLID

Grey = NDArray[np.uint8]
AS_LARGE = 0.5
"""Part of the size of what is read that something else must have; less is a dot, a comma or dirt."""
OF_TWO = 0.35
"""Part of the height of both that each of two has where one stands above the other."""
MIN_GAP = 0.04
"""Empty rows or columns between two inks, as part of their height."""
THIN = 0.1
"""Part of its length that a stroke is wide; the edge of a sheet on a table is thinner."""
MANY, LETTER = 30, 6
"""Letters that make a page of print, and pixels of the smallest; what is smaller are dots."""
WRITTEN = 0.15
"""Part of its own box that a stroke leaves empty at the least; what fills more is a patch of shade."""


def more_writing(ink: Grey, kept: Grey) -> bool:
    """Whether the ink (h, w), printed lines taken out, has more of about the size of what was `kept` of it to be read, or that itself
    is two things, side by side or one above the other. What touches the edge of the page is a table or a shadow, and what is filled is a blot."""
    from scipy import ndimage

    labels, count = ndimage.label(ink > CORE, np.ones((3, 3), bool))
    if count == 0 or not (kept > CORE).any():
        return False
    boxes = ndimage.find_objects(labels)
    read = set(np.unique(labels[kept > CORE]).tolist()) - {0}
    own = [boxes[part - 1] for part in read]
    size = max(_span(own, 0), _span(own, 1))
    if _parted(own, 1, AS_LARGE) or _parted(own, 0, OF_TWO):
        return True
    depth = ndimage.distance_transform_edt(labels > 0)
    for part in range(1, count + 1):
        box = boxes[part - 1]
        height, width = (side.stop - side.start for side in box)
        if part in read or max(height, width) < AS_LARGE * size or _at_edge(box, ink.shape):
            continue
        if min(height, width) < THIN * max(height, width):
            continue
        mask = labels[box] == part
        solid = 2 * depth[box][mask].max() > SOLID * max(height, width)
        if not solid and mask.mean() < 1 - WRITTEN:
            return True
    return False


def full_of_print(ink: Grey, kept: Grey) -> bool:
    """Whether the ink (h, w), printed lines not yet taken out, has many letters about as large as what was `kept` of it. Lines of print are
    taken out with the printed lines, and a speck that is left of them is no digit."""
    from scipy import ndimage

    rows, columns = np.nonzero(kept > CORE)
    if not len(rows):
        return False
    size = max(np.ptp(rows), np.ptp(columns)) + 1
    boxes = ndimage.find_objects(ndimage.label(ink > CORE, np.ones((3, 3), bool))[0])
    sides = np.array([[side.stop - side.start for side in box] for box in boxes])
    longest, shortest = sides.max(axis=1), sides.min(axis=1)
    return int(((longest >= max(LETTER, AS_LARGE * size)) & (shortest >= THIN * longest)).sum()) >= MANY


def _parted(boxes: list[tuple[slice, slice]], axis: int, part: float) -> bool:
    """Whether an empty gap through all of it parts the boxes along the axis into two groups, each at least so much of the height."""
    height = _span(boxes, 0)
    groups: list[list[tuple[slice, slice]]] = []
    end = 0
    for box in sorted(boxes, key=lambda box: box[axis].start):
        if groups and box[axis].start - end < MIN_GAP * height:
            groups[-1].append(box)
            end = max(end, box[axis].stop)
        else:
            groups.append([box])
            end = box[axis].stop
    return sum(_span(group, 0) >= part * height for group in groups) >= 2


def _span(boxes: list[tuple[slice, slice]], axis: int) -> int:
    """From the first row or column of the boxes to the last."""
    return int(max(box[axis].stop for box in boxes) - min(box[axis].start for box in boxes))


def _at_edge(box: tuple[slice, slice], shape: tuple[int, ...]) -> bool:
    return any(side.start == 0 or side.stop == length for side, length in zip(box, shape, strict=True))
