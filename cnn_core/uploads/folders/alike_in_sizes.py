"""Whether pictures of the same names in two sizes are the same pictures: told by small grey copies of a few."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.uploads.files.members import Member
from cnn_core.uploads.limits import DRAFT_SIDE, MAX_PHOTO_PIXELS
from cnn_core.uploads.pictures import decode
from cnn_core.uploads.source import PictureError

SIDE, HANDFUL, NEAR = 8, 8, 24
"""The side of the small copies in pixels, how many pairs are compared, and how far, of 255, the pixels of the same picture are on average apart at most."""


def mostly_alike(pairs: Sequence[tuple[Member, Member]]) -> bool:
    """Whether most of a handful of the pairs, spread over all, show the same: the two are near, and no other of
    the handful is nearer. Pairs that cannot be read do not count; False if none can be."""
    chosen = [pairs[at] for at in np.unique(np.linspace(0, len(pairs) - 1, HANDFUL).astype(int))] if pairs else []
    copies = [(_copy(one), _copy(other)) for one, other in chosen]
    read = [(one, other) for one, other in copies if one is not None and other is not None]
    if not read:
        return False
    ones, others = (np.stack(each) for each in zip(*read, strict=True))
    apart = np.abs(ones[:, None] - others[None]).mean(axis=2)
    own = apart.diagonal()
    return bool(((own <= NEAR) & (own <= apart.min(axis=1))).mean() > 0.5)


def _copy(member: Member) -> NDArray[np.float32] | None:
    """A picture in grey, squeezed to SIDE x SIDE: float32 from 0 to 255, flat; None if it cannot be read."""
    try:
        picture = decode(member.content(), MAX_PHOTO_PIXELS, DRAFT_SIDE)
    except PictureError:  # which the reading will say
        return None
    small = picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return np.asarray(small, np.float32).reshape(-1)
