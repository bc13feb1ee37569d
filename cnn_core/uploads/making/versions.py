"""Pictures that are called as changed copies of one, `leaf3_aug0` and `leaf3_aug1`: what is tested with is not to be learned from in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from cnn_core.data.dataset import Labels
from cnn_core.text import plural
from cnn_core.uploads.words.camera_names import bare

CHANGED = re.compile(
    r"[\s_.\-]+(?:aug(?:mented|mentation)?|[hv]?flip(?:ped)?|mirror(?:ed)?|rot(?=[\s_.\-]*(?:90|180|270))|rotat(?:ed?|ion))[\s_.\-]*\d{0,4}"
    r"|\.rf\.[0-9a-f]{6,}",
    re.IGNORECASE,
)
"""What programs add to the name of a picture that they changed; Roboflow adds `.rf.` and a number. Without a
number before it `cat_aug_7` does not say of which picture it is."""
LONGEST, SHOWN = 250, 60


def versions_of(files: Sequence[str]) -> Labels:
    """For each file the place of the first of those in its folder that are versions of the same picture, as the names say; of most it is
    its own."""
    keys = [_key(each) for each in files]
    changed = {key for key, file in zip(keys, files, strict=True) if key != _plain(file)}
    first: dict[str, int] = {}
    return np.array([first.setdefault(key, at) if key in changed else at for at, key in enumerate(keys)], np.int64)


def said_of_versions(files: Sequence[str], groups: Labels) -> list[str]:
    """A sentence if there are versions of pictures, of which a test part is drawn."""
    counts = Counter(groups.tolist())
    several = [at for at, count in counts.items() if count > 1]
    if not several:
        return []
    one, other = (files[number].rpartition("/")[2][-SHOWN:] for number in np.flatnonzero(groups == several[0])[:2])
    count = sum(counts[at] for at in several)
    return [
        f"{plural(count, 'picture')} are called as changed copies of {len(several):,}, such as {one} and {other}: those of one picture are "
        "together either tested with or learned from. Validation images are drawn one by one from the latter, so they have copies among "
        "them; leave the copies out, and let Augmentation make them, if the validation is to tell as much as the test."
    ]


def _plain(file: str) -> str:
    folder, _, name = file.rpartition("/")
    return f"{folder}/{bare(name[-LONGEST:])[0]}".casefold()


def _key(file: str) -> str:
    folder, _, name = file.rpartition("/")
    plain = bare(name[-LONGEST:])[0]
    left = CHANGED.sub("", plain)
    numbered = any(map(str.isdigit, left)) or (left and left.endswith(("_jpg", "_jpeg", "_png")))
    return f"{folder}/{left if numbered else plain}".casefold()
