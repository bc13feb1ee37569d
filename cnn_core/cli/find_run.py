"""A run by its folder, or by its id among the app's runs and those in ./runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnn_core.errors import RunError
from cnn_core.storage.home import home

if TYPE_CHECKING:
    from cnn_core.runs import RunFolder

WHERE = "a run folder, the id or the name of a run of the app or in ./runs, or pretrained"


def places() -> list[Path]:
    """The folders that are searched for runs."""
    return [Path("runs"), home() / "runs"]


def find_run(name: str) -> RunFolder:
    """The run in that folder, or with that id or given name in ./runs or among the app's; RunError if there is none, or if several
    have the name."""
    from cnn_core.runs import PRETRAINED, PRETRAINED_PATH, RunFolder, list_runs

    found = [Path(name)]
    if Path(name).name == name:
        found += [place / name for place in places()]
    if name == PRETRAINED:
        found.append(PRETRAINED_PATH)
    for place in found:
        if (place / "run.json").is_file():
            return RunFolder(place)
    called = [place / run.id for place in places() for run in list_runs(place) if run.annotation.name == name]
    if len(called) > 1:
        raise RunError(f"{len(called)} runs are called {name[:80]}: take an id, {', '.join(path.name for path in called[:4])}.")
    if called:
        return RunFolder(called[0])
    raise RunError(
        f"There is no run {name[:80]}: name a run folder, or the id or name of a run in ./runs or in {home() / 'runs'}."
    )
