"""Pictures that anybody may have made, decoded in one process for several: it costs a second to start, and a picture a tenth of that.

The process writes what it has made of each picture as it goes. If it breaks, the picture that it was at is to blame, and another
process takes those behind it.
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.npz import parse_npz
from cnn_core.errors import DatasetError
from cnn_core.sandbox.child import Progress, run_child
from cnn_core.sandbox.limits import environment
from cnn_core.uploads.in_sandbox import waiting_turn
from cnn_core.uploads.limits import MAX_PIXELS

SECONDS, MORE_SECONDS = 15.0, 3.0
"""For the first picture of a process, and for each more."""
MAX_AT_ONCE, MAX_BYTES_AT_ONCE = 20, 96 * 2**20
LENGTH = 8
"""Bytes before each picture that say how many it has."""
PIXELS = "pixels"
"""The name of the array in an answer."""
MAX_WORDS = 1000
MODULE, BROKE = "cnn_core.uploads.decode_batch", "The picture"
_places = threading.BoundedSemaphore(2)
"""Pictures do not wait behind uploads that take minutes."""

Picture = tuple[str, Callable[[], bytes]]
"""A name, and what gives the content."""
Decoded = NDArray[np.uint8] | DatasetError


def read_batch(pictures: Sequence[Picture], progress: Progress) -> list[Decoded]:
    """Of each picture its pixels (h, w) or (h, w, 3), or why it has none. `progress` gets how many are done; what it raises ends it."""
    found: list[Decoded] = []
    while len(found) < len(pictures):
        before = len(found)
        found += _together(pictures[before:], lambda done, _, before=before: progress(before + done, len(pictures)))  # type: ignore[misc]
    return found


def _together(pictures: Sequence[Picture], progress: Progress) -> list[Decoded]:
    """The answers for as many of the first pictures as one process takes, at least one."""
    with tempfile.TemporaryDirectory(prefix="cnn-lab-") as place, tempfile.TemporaryFile() as file:
        given, folder = cast(BinaryIO, file), Path(place)
        try:
            names = _pack(pictures, given)
        except DatasetError as error:  # of the first, which cannot even be unpacked
            return [error]
        why = "the process that reads it gave no answer. It was not taken."
        seconds = SECONDS + MORE_SECONDS * (len(names) - 1)
        with waiting_turn(progress, _places):
            try:
                order = [json.dumps(names), str(folder)]
                run_child(MODULE, order, given, folder, environment(), seconds, BROKE, progress, DatasetError)
            except DatasetError as error:
                why = str(error).removeprefix(BROKE).strip()
        found: list[Decoded] = []
        for number, name in enumerate(names):
            answer = _answer(folder, number, name)
            found.append(answer if answer is not None else DatasetError(f"{name} {why}"))
            if answer is None:
                break
        return found


def _pack(pictures: Sequence[Picture], target: BinaryIO) -> list[str]:
    """Writes as many as one process takes, each behind its length; their names, as sentences call them."""
    names: list[str] = []
    for name, content in pictures[:MAX_AT_ONCE]:
        try:
            unpacked = content()
        except DatasetError:
            if not names:
                raise
            break  # its turn comes next
        if names and target.tell() + len(unpacked) > MAX_BYTES_AT_ONCE:
            break
        target.write(len(unpacked).to_bytes(LENGTH, "big"))
        target.write(unpacked)
        names.append(name[:80])
    target.flush()
    return names


def _answer(folder: Path, number: int, name: str) -> Decoded | None:
    """What the process wrote of a picture, believed as little as the picture; None if it did not come so far."""
    said, made = folder / f"{number}.txt", folder / f"{number}.npz"
    if said.is_file():
        return DatasetError(said.read_text(errors="replace")[:MAX_WORDS])
    if not made.is_file():
        return None
    try:
        pixels = parse_npz(made.read_bytes(), [PIXELS], name)[PIXELS]
    except DatasetError as error:
        return error
    grey_or_colour = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] == 3)
    if pixels.dtype != np.uint8 or not grey_or_colour or not 0 < pixels.shape[0] * pixels.shape[1] <= MAX_PIXELS:
        return DatasetError(f"{name} broke what read it, so it was not taken.")
    return pixels
