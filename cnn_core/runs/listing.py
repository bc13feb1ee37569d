"""All runs of a folder."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from pathlib import Path

from cnn_core.errors import RunError
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.known_states import result_of
from cnn_core.runs.pretrained import PRETRAINED, PRETRAINED_PATH
from cnn_core.runs.result import RunResult
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.storage.reach import is_gone
from cnn_core.storage.regular import read_regular
from cnn_core.training.state import RunState

log = logging.getLogger("cnn_lab.runs")
RUN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

_damaged: dict[str, str] = {}
"""Path -> what is wrong, of runs that no list can show; what lists found last."""

Live = Callable[[str], RunState | None]
"""The state of a run that goes on in this process, or has just ended; None for others: their files tell it."""


def list_runs(root: Path, owner: str | None = None, live: Live = lambda run: None) -> list[RunResult]:
    """The readable runs in `root`, newest first; with `owner` (the key, not its mark) only theirs.

    Damaged folders are passed over, which the log says, and `left_out`.
    """
    mark = None if owner is None else owner_mark(owner)
    try:
        names = os.listdir(root)
    except OSError:
        return []
    found = []
    for name in names:
        if RUN_ID.fullmatch(name):  # others are files, or folders on their way in or out
            path = os.path.join(root, name)
            try:
                found.append(result_of(path, live(name)))
            except RunError as error:
                if os.path.exists(os.path.join(path, "run.json")):  # else it is only being made, or deleted
                    _say(path, str(error))
            else:
                if _damaged:
                    _damaged.pop(path, None)
    return sorted((each for each in found if mark in (None, each.owner)), key=lambda each: each.created, reverse=True)


def _say(path: str, sentence: str) -> None:
    """Once for each damage: lists are made at every draw of a page."""
    if _damaged.get(path) != sentence:
        _damaged[path] = sentence
        log.warning("A run is left out of all lists: %s", sentence)


def left_out(root: Path, owner: str) -> int:
    """How many of this owner's runs in `root` the last list could not show: those whose run.json, damaged or not, has their mark."""
    mark, known = owner_mark(owner).encode(), [Path(path) for path in tuple(_damaged) if Path(path).parent == Path(root)]
    return sum(mark in _content(path / "run.json") for path in known)


def _content(path: Path) -> bytes:
    try:
        return read_regular(path)
    except OSError:  # deleted meanwhile
        return b""


def find_run(root: Path, run_id: str) -> RunFolder:
    """The folder of a run in `root`, or of the one that comes with the laboratory; RunError if there is none."""
    path = PRETRAINED_PATH if run_id == PRETRAINED else Path(root) / run_id
    if not RUN_ID.fullmatch(run_id) or is_gone(path):
        raise RunError(f"There is no run called {run_id[:64]!r}.")
    return RunFolder(path)


def is_own_run(root: Path, run_id: str, owner: str) -> bool:
    """Whether there is such a run in `root`, and it is this owner's."""
    try:
        return find_run(root, run_id).meta.owner == owner_mark(owner)
    except RunError:
        return False
