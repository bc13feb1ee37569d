"""Whether pictures of the same names in two sizes or looks are the same pictures: told by small grey copies of a few."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from cnn_core.uploads.files.members import Member
from cnn_core.uploads.limits import DRAFT_SIDE, MAX_PHOTO_PIXELS
from cnn_core.uploads.pictures import decode
from cnn_core.uploads.source import PictureError

SIDE, FINER, NEAR, NO_NEARER = 8, 16, 24, 1
"""The side of the small copies in pixels, and of those of things that are cut out; how far, of 255, those of the same picture are on average
apart at most, and how much nearer another may be, as frames of a film are."""
PLACES, IN_A_ROW = 3, 4
"""At how many places of the pairs how many are compared, which are mostly of one class: with other classes alone any two of one would be near."""
GROUND, WHOLE = 16, 250
"""How far, of 255, what is of one brightness may be from it, and from which part of a pixel of the copy, of 255, it is of the thing."""
Copy = tuple[NDArray[np.float32], NDArray[np.bool_]]


def mostly_alike(pairs: Sequence[tuple[Member, Member]], cut_out: bool = False, squares: bool = False) -> bool:
    """Whether most of a handful of the pairs, spread over all, show the same: the two are near, and no other first one of the handful is
    nearer to the second. `cut_out`: around the thing the second ones are of one colour, and are not compared there. `squares`: compared
    is what is in the largest square in the middle. Pairs of which one cannot be read, or is of one colour, do not count; False if there are
    no others."""
    if not pairs:
        return False
    places = np.linspace(0, max(0, len(pairs) - IN_A_ROW), PLACES).astype(int)
    chosen = [pairs[at] for at in np.unique(places[:, None] + np.arange(IN_A_ROW)) if at < len(pairs)]
    side = FINER if cut_out else SIDE
    copies = [(_copy(one, side, squares), _copy(other, side, squares)) for one, other in chosen]
    read = [(one[0], *other) for one, other in copies if one and other and (other[1].any() or not cut_out)]
    if not read:
        return False
    ones, others, things = (np.stack(each) for each in zip(*read, strict=True))
    compared = things if cut_out else np.ones_like(things)
    apart = (np.abs(ones[:, None] - others[None]) * compared).sum(axis=2) / compared.sum(axis=1)
    own = apart.diagonal()
    return bool(((own <= NEAR) & (own <= apart.min(axis=0) + NO_NEARER)).mean() > 0.5)


def _copy(member: Member, side: int, square: bool) -> Copy | None:
    """A picture, or the `square` in its middle, in grey and squeezed to side x side, float32 from 0 to 255, flat, and which of its pixels are not
    of the brightness that is most frequent along its edges; None if it cannot be read, or all is of one brightness."""
    try:
        picture = decode(member.content(), MAX_PHOTO_PIXELS, DRAFT_SIDE).convert("L")
    except PictureError:  # which the reading will say
        return None
    if square:
        picture = ImageOps.fit(picture, (min(picture.size),) * 2)
    grey = np.asarray(picture)
    if np.ptp(grey) <= GROUND:
        return None
    ground = int(np.bincount(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])).argmax())
    thing = picture.point(lambda value: 255 * (abs(value - ground) > GROUND))
    small, whole = (
        np.asarray(each.resize((side, side), Image.Resampling.BILINEAR), np.float32).reshape(-1) for each in (picture, thing)
    )
    return small, whole >= WHOLE
