"""Plans that were forgotten and can be brought back for a while, also after a reload or a restart."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from cnn_core.engine.plan_files import plan_path, read_plan
from cnn_core.errors import LabError, RunError
from cnn_core.plan.record import MAX_PLANS, PlanRecord
from cnn_core.runs import owner_mark
from cnn_core.runs.deletion import GRACE
from cnn_core.storage.reach import matching

ASIDE = ".forgotten"


class ForgottenPlans:
    """Those of all owners in one folder, named by the owner's mark and the plan's id, so that nobody's page reads those of others.

    Each can be brought back as long as a deleted run, and of an owner the last MAX_PLANS.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sweep()

    def set_aside(self, record: PlanRecord) -> None:
        """Takes its file out of all lists; where the disk refuses, it is there again after a restart."""
        path = plan_path(self._folder, record)
        with suppress(OSError):
            os.utime(path)  # the time from which the grace counts
            path.rename(path.with_name(f"{record.owner}-{record.id}{ASIDE}"))
        mine = [each for each in self._sweep() if each.name.startswith(f"{record.owner}-")]
        for old in mine[MAX_PLANS:]:
            with suppress(OSError):
                old.unlink()

    def last(self, owner: str) -> PlanRecord | None:
        """The plan that its owner forgot last, while it can be brought back."""
        return next((plan for _, plan in self._aside(owner_mark(owner))), None)

    def bring_back(self, owner: str, add: Callable[[str, PlanRecord], object]) -> None:
        """Undoes that: `add` gives its owner the plan. RunError if there is none any more, or as `add`, and then it stays here."""
        found = next(self._aside(owner_mark(owner)), None)
        if found is None:
            raise RunError("That plan is forgotten for good: it cannot be brought back any more.")
        path, plan = found
        add(owner, plan)
        with suppress(OSError):
            path.unlink()

    def _aside(self, mark: str) -> Iterator[tuple[Path, PlanRecord]]:
        """Those of an owner, the last one first."""
        for path in self._sweep(f"{mark}-"):
            with suppress(OSError, LabError):
                plan = read_plan(path)
                if plan.owner == mark:
                    yield path, plan

    def _sweep(self, begins: str = "") -> list[Path]:
        """The files whose names begin so, the last one first. Whosoever is too old goes."""
        paths = []
        for path in matching(self._folder, f"{begins}*{ASIDE}"):
            with suppress(OSError):  # another thread removes it, too
                when = path.stat().st_mtime
                if time.time() - when < GRACE:
                    paths.append((when, path))
                else:
                    path.unlink()
        return [path for _, path in sorted(paths, reverse=True)]
