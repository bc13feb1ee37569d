"""Which of the ink on a page is meant: the largest cluster of strokes near the middle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
CORE = 96
"""Ink as strong as this makes a part; what is fainter belongs to the part beside it."""
SPECK = 0.02
"""Parts smaller than this share of the largest one's area are dirt."""
NEAR = 0.2
"""Parts nearer than this share of the larger one's size belong together."""
SOLID, DOT = 0.6, 0.15
"""A blot is filled: the largest disc in it is as wide as this part of it. A dot is smaller than this share of what it belongs to."""
MIDDLE = 0.45
"""Distance from the middle, in half sides of the picture, at which ink counts a third."""


def middle_cluster(ink: Grey) -> Grey:
    """The ink (h, w) with all taken out but the cluster that is largest and nearest to the middle."""
    from scipy import ndimage

    height, width = ink.shape
    labels, count = ndimage.label(ink > CORE, np.ones((3, 3), bool))
    if count == 0:
        return ink
    boxes = ndimage.find_objects(labels)
    areas = np.bincount(labels.ravel(), minlength=count + 1)[1:].astype(float)
    sizes = np.array([max(part.stop - part.start for part in box) for box in boxes], float)
    depth = ndimage.maximum(ndimage.distance_transform_edt(labels > 0), labels, np.arange(1, count + 1))
    centres = np.array([[(part.start + part.stop) / 2 for part in box] for box in boxes])
    away = np.hypot(*((centres / (height, width) - 0.5) * 2).T)
    edge = np.array([b[0].start == 0 or b[1].start == 0 or b[0].stop == height or b[1].stop == width for b in boxes])
    weight = sizes**2 * np.exp(-((away / MIDDLE) ** 2)) * np.where(edge & (away > 0.3), 0.05, 1.0)
    weight *= np.where(2 * depth > SOLID * sizes, 0.05, 1.0)
    best = int(weight.argmax())
    kept = {best}
    grew = True
    while grew:  # neighbours of neighbours
        grew = False
        for part in range(count):
            blot = 2 * depth[part] > SOLID * sizes[part] and sizes[part] > DOT * sizes[best]
            if part in kept or edge[part] or blot or areas[part] < SPECK * areas[best]:
                continue
            if any(_gap(boxes[part], boxes[other]) <= NEAR * max(sizes[part], sizes[other]) for other in kept):
                kept.add(part)
                grew = True
    core = np.isin(labels, [part + 1 for part in kept])
    return np.where(ndimage.binary_dilation(core, np.ones((3, 3), bool), iterations=2), ink, 0).astype(np.uint8)


def _gap(one: tuple[slice, slice], other: tuple[slice, slice]) -> float:
    """The distance between two boxes in pixels, 0 where they overlap."""
    apart = [max(0, a.start - b.stop, b.start - a.stop) for a, b in zip(one, other, strict=True)]
    return float(np.hypot(*apart))
