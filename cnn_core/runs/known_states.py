"""The states of runs, read once while their files stay as they are."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from cnn_core.runs.annotation import FILE as ANNOTATION
from cnn_core.runs.annotation import read_annotation
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.result import RunResult
from cnn_core.training.state import RunState

MAX_STATES, MAX_EPOCHS, MAX_RESULTS = 32, 400, 10_000
FILES = ("run.json", "events.jsonl", "result.json", ANNOTATION)

Stamp = tuple[int, int]


def state_of(folder: RunFolder) -> RunState:
    """The whole state of a run, curves and all."""
    return _read_state(folder.path, _stamp(folder.path / "events.jsonl"))


def epochs_of(folder: RunFolder) -> RunState:
    """The state of a run without the figures of single batches, which are most of it: twelve times as many are kept."""
    return _read_epochs(folder.path, _stamp(folder.path / "events.jsonl"))


def result_of(path: str | os.PathLike[str], live: RunState | None = None) -> RunResult:
    """What lists show of the run in this folder; RunError if there is none. `live` is newer than the files, if it is given."""
    if live is not None:
        folder = RunFolder(Path(path))
        return replace(RunResult.of(folder.id, folder.meta, live), annotation=read_annotation(path))
    place = os.fspath(path)
    return _read_result(place, tuple([_stamp(f"{place}/{name}") for name in FILES]))  # lists of thousands ask this of each


def _stamp(path: str | os.PathLike[str]) -> Stamp:
    """When the file was changed and its size; zeros for a file that is not there."""
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=MAX_STATES)
def _read_state(path: Path, stamp: Stamp) -> RunState:
    return RunFolder(path).state()


@lru_cache(maxsize=MAX_EPOCHS)
def _read_epochs(path: Path, stamp: Stamp) -> RunState:
    return replace(RunFolder(path).state(), points=())


@lru_cache(maxsize=MAX_RESULTS)
def _read_result(path: str, stamps: tuple[Stamp, ...]) -> RunResult:
    return RunFolder(Path(path)).result()
