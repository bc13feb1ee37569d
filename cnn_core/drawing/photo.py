"""From a picture of something written to ink: white on black, as MNIST has it, on any paper and in any light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.drawing.appearance import Appearance, breadth
from cnn_core.drawing.ink_cluster import middle_cluster
from cnn_core.drawing.more_writing import full_of_print, more_writing
from cnn_core.drawing.paper_lines import without_lines
from cnn_core.drawing.picture import normalise

WORK = 900
"""Longest side in pixels at which a photo is looked at."""
GROUND = 64
"""Longest side at which the ground is found, as the median of what is around."""
AROUND, WIDELY = 1 / 3, 0.45
"""How far that is, as part of the picture: more than thick strokes fill, less than a shadow. Where only dark or light is asked, shadows
matter less."""
FAINT = 0.1
"""Part of the ground's light by which ink must differ from it."""
LITTLE, MUCH, GRAIN = 0.25, 1.5, 0.05
"""Where one pixel in a thousand differs by less than this part, what differs may be the ink of a small digit, which a blur leaves so many times
stronger than that, or the grain of an empty page, of which it leaves no more than the last of these."""
FLOOR = 0.3
"""What differs by less than this part of the strongest ink is shade or grain of the paper."""

Grey = NDArray[np.uint8]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class PhotoSteps:
    """The pictures on the way from a photo to a network, all uint8 (h, w): what differs from its ground, the ink that was kept of it,
    and that as the training images have it. `more`: what is written there is more than the one thing that a network reads."""

    evened: Grey
    kept: Grey
    result: Grey
    more: bool


def photo_steps(
    grey: Grey,
    field: tuple[int, int],
    like: Appearance,
    *,
    inverted: bool,
    even: bool = True,
    lines: bool = True,
    cluster: bool = True,
    place: bool = True,
    redraw: bool = True,
) -> PhotoSteps:
    """The steps from a grey photo (h, w) to a field (height, width).

    inverted: the writing is darker than its ground. even: the ground is the light around each place, not that of the whole picture.
    lines: printed lines, squares and frames are taken out. cluster: only the ink near the middle that belongs together is kept.
    redraw: strokes are made as wide as those of the training images. place: size and place are those of the training images, too.
    """
    small = _at_work_size(grey)
    evened = ink_of(small, inverted, even)
    writing = without_lines(evened) if lines else evened
    kept = middle_cluster(writing) if cluster else writing
    strokes = _as_wide(kept, like, max(field)) if redraw else kept
    made = normalise(strokes, field, crop=place, scaling=place, centre_of_mass=place and like.by_mass, fill=like.fill).result
    more = more_writing(writing, kept) or full_of_print(evened, kept)
    return PhotoSteps(evened, kept, 255 - made if like.inverted else made, more)


def dark_on_light(grey: Grey) -> bool:
    """Whether what stands out from the ground around it in a picture (h, w) is darker than that; the middle counts most."""
    small = _at_work_size(grey)
    light = small.astype(np.float64)
    difference = _ground(small, WIDELY) - light
    rows, columns = (np.linspace(-1, 1, n) for n in light.shape)
    difference *= np.exp(-2 * (rows[:, None] ** 2 + columns[None, :] ** 2))
    dark, bright = _strongest(difference / 255), _strongest(-difference / 255)
    if max(dark, bright) < 1 / 255:
        return float(np.median(light)) > 127
    return bool(dark >= bright)


def ink_of(grey: Grey, inverted: bool, even: bool = True) -> Grey:
    """The writing in a grey picture (h, w) as white on black, uint8 (h, w): the ground is 0, the strongest ink is 255.

    `inverted`: the writing is darker than its ground. `even`: the ground is that around each place. All 0 where nothing stands out.
    """
    light = grey.astype(np.float64)
    ground = _ground(grey) if even else np.full_like(light, np.median(light))
    part = (ground - light if inverted else light - ground) / (
        np.maximum(ground, 32) if inverted else np.maximum(255 - ground, 32)
    )
    strongest = _strongest(part)
    if strongest < FAINT:
        return np.zeros_like(grey)
    return np.rint(255 * np.clip((part / strongest - FLOOR) / (1 - FLOOR), 0, 1)).astype(np.uint8)


def _strongest(part: Values) -> float:
    """By how much the ink differs, and 0 where nothing does but grain. A small digit on a large page has less than one pixel in a thousand."""
    from scipy import ndimage

    usual = float(np.percentile(part, 99.9))
    if usual >= LITTLE:
        return usual
    few = float(np.percentile(ndimage.gaussian_filter(part, 1), 99.98))
    return few if few > MUCH * usual else usual * (few > GRAIN)


def _at_work_size(grey: Grey) -> Grey:
    longest = max(grey.shape)
    if longest <= WORK:
        return grey
    height, width = (max(1, round(side * WORK / longest)) for side in grey.shape)
    return np.asarray(Image.fromarray(grey).resize((width, height), Image.Resampling.BOX))


def _ground(grey: Grey, around: float = AROUND) -> Values:
    """The light of the paper at each pixel: the median of what is around it, which strokes do not reach."""
    from scipy import ndimage  # which the start of the app need not wait for

    factor = GROUND / max(grey.shape)
    height, width = (max(1, round(side * factor)) for side in grey.shape) if factor < 1 else grey.shape
    small = np.asarray(Image.fromarray(grey).resize((width, height), Image.Resampling.BOX))
    paper = ndimage.median_filter(small, size=max(3, round(around * max(small.shape))), mode="nearest")
    back = Image.fromarray(paper).resize((grey.shape[1], grey.shape[0]), Image.Resampling.BILINEAR)
    return np.asarray(back, np.float64)


def _as_wide(ink: Grey, like: Appearance, side: int) -> Grey:
    """The ink with strokes as wide, compared with its size, as those of the training images; as it is where those are not writing."""
    from scipy import ndimage

    mask = ink > 127
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if like.stroke == 0 or rows.size == 0:
        return ink
    size = max(np.ptp(rows), np.ptp(columns)) + 1
    wanted = like.stroke / (like.fill * side) * size
    wider = (wanted - float(breadth(mask[None].astype(float))[0])) / 2
    if abs(wider) < 0.5:
        return ink
    room = max(1, int(np.ceil(abs(wider))))
    padded = np.pad(mask, room)
    if wider > 0:
        redrawn = ndimage.distance_transform_edt(~padded) <= wider
    else:
        depth = ndimage.distance_transform_edt(padded)
        redrawn = (depth > -wider) | (depth == ndimage.maximum_filter(depth, 3)) & padded  # thin places stay
    return np.where(redrawn, 255, 0).astype(np.uint8)
