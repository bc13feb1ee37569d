"""A run by its folder, or by its id among the app's runs and those in ./runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnn_core.errors import RunError
from cnn_core.storage.home import home

if TYPE_CHECKING:
    from cnn_core.runs import RunFolder

WHERE = "a run folder, the id of a run of the app or in ./runs, or pretrained"


def places() -> list[Path]:
    """The folders that are searched for runs."""
    return [Path("runs"), home() / "runs"]


def find_run(name: str) -> RunFolder:
    """The run in that folder, or with that id in ./runs or among the app's; RunError if there is none."""
    from cnn_core.runs import PRETRAINED, PRETRAINED_PATH, RunFolder

    found = [Path(name)]
    if Path(name).name == name:
        found += [place / name for place in places()]
    if name == PRETRAINED:
        found.append(PRETRAINED_PATH)
    for place in found:
        if (place / "run.json").is_file():
            return RunFolder(place)
    raise RunError(f"There is no run {name[:80]}: name a run folder, or the id of a run in ./runs or in {home() / 'runs'}.")
