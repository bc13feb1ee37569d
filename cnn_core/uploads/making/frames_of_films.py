"""Pictures that are called as frames of films, of which some are learned from and others tested with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cnn_core.uploads.making.seen_twice import SHOWN, tested
from cnn_core.uploads.making.settling import Settled
from cnn_core.uploads.words.naming import words

FRAME = re.compile(r"frames?[\W_]{0,3}\d{1,9}", re.IGNORECASE)
LONGEST, FEWEST = 200, 5
"""How much of a name is looked at, and of how many frames a film is at least."""
WORDS = {"frame", "frames"}


def said_of_frames(settled: Settled, files: Sequence[str]) -> list[str]:
    """A sentence if a test part will be drawn and parts films: what moves more than nearly equal pictures do is drawn frame by frame. `files`
    are the names of the pictures that stay. Where one class alone is
    called frames there are no films."""
    called = [bool(WORDS & {*words(name)}) for name in settled.names]
    if settled.of_test.any() or (any(called) and not all(called)):
        return []
    films = [_film(name) for name in files]
    of_test = {*tested(settled).tolist()}
    counts = Counter(filter(None, films))
    split = {films[n] for n in of_test} & {film for n, film in enumerate(films) if n not in of_test}
    parted = {film for film in split if counts[film] >= FEWEST}
    if not parted:
        return []
    one = next(name for name, film in zip(files, films, strict=True) if film in parted)
    return [
        f"Pictures are called as frames of a film, such as {one[-SHOWN:]}, and some frames of a film are tested with, while others of it are learned "
        "from. Neighbours in a film are much alike, so the test may say too much. To test with whole films, put their frames into a folder called "
        "test."
    ]


def _film(name: str) -> str:
    """The folder and what stands before the number of a frame at the end of the name; empty for other names."""
    folder, _, file = name.rpartition("/")
    stem = file.rpartition(".")[0][-LONGEST:]
    at = max((found.start() for found in FRAME.finditer(stem) if found.end() == len(stem)), default=-1)
    return f"{folder}/{stem[:at]}" if at >= 0 else ""
