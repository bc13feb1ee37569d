"""Which weights of a run go into a project, and how large that makes it, before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cnn_core.data.own import arrays_path, aside_path
from cnn_core.project.parts import ANNOTATION, EVENTS, MAX_BYTES, PREDICTIONS, RUN, STATE, WEIGHTS

EVERY, LAST, FINAL = "of every epoch", "of the last epoch", "final ones alone"
"""The weights of a run that go along: those of every epoch that it keeps; those of the last, with what a training goes on from; or
only those that the network has in the end, with which it cannot be trained on."""
HOW_MUCH = (EVERY, LAST, FINAL)
UNPACKED = 4
"""How many times as large as in the folder of a run its predictions may be, which are compressed there."""
MAX_KNOWN = 10_000


def images_size(names: Iterable[str]) -> int:
    """The most bytes that the images of these own datasets take in a project."""
    files = [file for name in names for file in (arrays_path(name), aside_path(name)) if file is not None]
    return sum(map(_size, files))


def run_sizes(folder: Path) -> Mapping[str, int]:
    """The most bytes that a run that has ended takes in a project, by which weights go along."""
    epochs = folder / "epochs"
    return _run_sizes(folder, *(each.stat().st_mtime_ns if each.is_dir() else 0 for each in (folder, epochs)))


@lru_cache(maxsize=MAX_KNOWN)
def _run_sizes(folder: Path, changed: int, epochs_changed: int) -> Mapping[str, int]:
    """Counted once for each state of the folder: a page asks again and again, of all runs."""
    figures = sum(_size(folder / name) for name in (RUN, EVENTS, ANNOTATION)) + UNPACKED * _size(folder / PREDICTIONS)
    kept = [_size(file) for file in sorted((folder / "epochs").glob("*.npz")) if file.stem.isdecimal()]
    final, going_on = _size(folder / WEIGHTS), _size(folder / STATE)
    last = figures + final + going_on + sum(kept[-1:] if going_on else [])
    return {EVERY: figures + final + going_on + sum(kept), LAST: last, FINAL: figures + final if final else last}


def most_that_fits(sizes: Mapping[str, int]) -> str:
    """The most weights, of the bytes of a project with each, with which it can be opened again; the fewest if it cannot be with any."""
    return next((each for each in HOW_MUCH if sizes[each] <= MAX_BYTES), FINAL)


def _size(file: Path) -> int:
    with suppress(OSError):  # not there, or gone meanwhile
        return file.stat().st_size
    return 0
