"""From a project file to what it becomes here: nothing that is here is overwritten, and all of it is the opener's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np

from cnn_core.data.dataset import ARRAYS
from cnn_core.data.own import arrays_path, check_room, is_own, keep, keep_description
from cnn_core.data.own_title import free_title
from cnn_core.drawing.collection import add_drawings
from cnn_core.errors import DatasetError, LabError
from cnn_core.experiment import Experiment
from cnn_core.project.parts import DESK, DRAWINGS, Part
from cnn_core.project.plans import AddPlan, plan_here, read_plan
from cnn_core.project.reading import PackedRun, read_desk, read_drawings, read_images
from cnn_core.project.unpacked import Unpacked, unpacked
from cnn_core.runs import PRETRAINED, RunFolder, list_runs, new_run_id
from cnn_core.runs import room as rooms
from cnn_core.runs.annotation import annotate
from cnn_core.runs.loading import check_journal
from cnn_core.sandbox.child import Progress
from cnn_core.storage.atomic_write import atomic_write, sync_folder
from cnn_core.storage.disk import why
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.storage.regular import read_regular
from cnn_core.text import plural
from cnn_core.workspace.edit_history import Desk

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What has become of a project: `runs` and `datasets` from their names in the file to those here, the desk that came in it with
    the run that it showed, and sentences about what came, and what was left out."""

    datasets: dict[str, str]
    runs: dict[str, str]
    desk: Desk | None
    run: str
    came: tuple[str, ...]
    left_out: tuple[str, ...]


def open_project(
    upload: BinaryIO,
    name: str,
    owner: str,
    root: Path,
    drawings: Path | None,
    progress: Progress = lambda done, total: None,
    add_plan: AddPlan | None = None,
) -> Opened:
    """Adds what is in a file to the owner's: runs to `root`, drawings to their file `drawings`, plans by `add_plan`; RunError, and
    nothing has changed, if it is no project. A part that cannot come is left out, with why."""
    with unpacked(upload, name, progress) as project:
        return _Opening(project, owner, root, progress).done(drawings, add_plan)


class _Opening:
    def __init__(self, project: Unpacked, owner: str, root: Path, progress: Progress) -> None:
        self._project, self._owner, self._root, self._progress = project, owner, root, progress
        self._left_out = list(project.left_out)
        self._datasets: dict[str, str] = {}
        self._runs: dict[str, str] = {}
        self._counts = {"own dataset": [0, 0], "run": [0, 0], "plan": [0, 0]}
        """Of each kind those that came, and those that were here already."""

    def done(self, drawings: Path | None, add_plan: AddPlan | None) -> Opened:
        images, runs = self._project.parts("datasets"), self._project.parts("runs")
        total = len(images) + len(runs)
        for number, part in enumerate(images):
            self._progress(number, total)
            self._trying(f"The dataset {part.id}", partial(self._add_images, part))
        tried = [(part, self._trying(f"The run {part.id[:40]}", partial(PackedRun, part))) for part in runs]
        read = sorted([(part, run) for part, run in tried if run is not None], key=lambda each: each[1].meta.created)
        before = self._known()
        for part, run in read:  # before any is saved: they name each other
            self._runs[part.id] = before.get(run.events()) or self._free_id(run.meta.id)
        for number, (part, run) in enumerate(read):
            self._progress(len(images) + number, total)
            if self._runs[part.id] in before.values():
                self._counts["run"][1] += 1
            elif self._trying(f"The run {part.id[:40]}", partial(self._add_run, part.id, run)) is None:
                del self._runs[part.id]
        self._add_plans(add_plan)
        came = [_counted(kind, *counts) for kind, counts in self._counts.items() if any(counts)]
        came += self._add_drawings(drawings)
        desk, shown = self._desk()
        return Opened(
            datasets=self._datasets,
            runs=self._runs,
            desk=desk,
            run=self._runs.get(shown, PRETRAINED),
            came=tuple(came),
            left_out=tuple(self._left_out),
        )

    def _trying(self, what: str, work: Callable[[], Result]) -> Result | None:
        try:
            return work()
        except LabError as error:
            self._left_out.append(f"{what} is left out: {error}")
        except OSError as error:
            self._left_out.append(f"{what} is left out, because it cannot be saved: {why(error)}.")
        return None

    def _add_images(self, part: Part) -> None:
        found = read_images(part)
        entry = found.entry(self._owner)
        self._datasets[part.id] = entry.name
        if arrays_path(entry.name) is not None:
            self._counts["own dataset"][1] += 1
            return
        images, problem = found.images, "its images were removed before the project was saved"
        if images is not None:
            try:
                check_room(self._owner, sum(getattr(images, each).nbytes for each in ARRAYS))
                title = free_title(found.title, self._owner)
                arrays: dict[str, Any] = {each: getattr(images, each) for each in ARRAYS}
                aside = found.aside.npz() if found.aside is not None else None
                keep(replace(entry, title=title), self._owner, lambda file: np.savez(file, **arrays), aside)
                self._counts["own dataset"][0] += 1
                return
            except DatasetError as error:
                problem = str(error)
        keep_description(entry, self._owner)
        self._left_out.append(f"The images of {found.title} are left out: {problem.rstrip('.')}. Runs on them come all the same.")

    def _known(self) -> dict[bytes, str]:
        """The journals of the owner's runs that a project may bring again."""
        known = {}
        for run in list_runs(self._root, self._owner):
            with suppress(OSError):
                known[read_regular(self._root / run.id / "events.jsonl")] = run.id
        return known

    def _free_id(self, wanted: str) -> str:
        taken = wanted == PRETRAINED or (self._root / wanted).exists() or any(self._root.glob(f".*{wanted}*"))
        return new_run_id() if taken or wanted in self._runs.values() else wanted

    def _add_run(self, name: str, run: PackedRun) -> bool:
        """Whole, or not there at all."""
        mark = owner_mark(self._owner)
        rooms.check_room(self._root, mark)
        meta = replace(
            run.meta,
            id=self._runs[name],
            owner=mark,
            experiment=self._here(run.meta.experiment),
            parent=self._runs.get(run.meta.parent or "", run.meta.parent),
        )
        aside = self._root / f".opening-{meta.id}"
        try:
            folder = RunFolder.create(aside, meta)
            with atomic_write(folder.path / "events.jsonl") as file:
                file.write(run.events())
            check_journal(folder)
            _save(folder, run)
            folder.save_result()
            folder.path.rename(self._root / meta.id)
            sync_folder(self._root)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        self._counts["run"][0] += 1
        return True

    def _here(self, experiment: Experiment) -> Experiment:
        """The experiment with the names that its images and its run have here; DatasetError if the images are not in the project."""
        data, transfer = experiment.data, experiment.transfer
        if is_own(data.dataset):
            if data.dataset not in self._datasets:
                raise DatasetError("its images are not in the project.")
            data = replace(data, dataset=self._datasets[data.dataset])
        transfer = replace(transfer, run=self._runs.get(transfer.run, transfer.run))
        return replace(experiment, data=data, transfer=transfer)

    def _add_plans(self, add: AddPlan | None) -> None:
        for number, name in enumerate(names := self._project.plans()):
            if add is None:
                self._left_out.append("The plans are left out: they belong to a browser, so open the project in the app.")
                return
            self._progress(number, len(names))
            new = self._trying("A plan", partial(self._add_plan, add, name))
            if new is not None:
                self._counts["plan"][not new] += 1

    def _add_plan(self, add: AddPlan, name: str) -> bool:
        return add(plan_here(read_plan(self._project.plan(name), name), self._runs, self._here))

    def _add_drawings(self, place: Path | None) -> list[str]:
        content = self._project.read(DRAWINGS)
        if content is None:
            return []
        if place is None:
            self._left_out.append("The kept drawings are left out: they belong to a browser, so open the project in the app.")
            return []
        added = self._trying("What was drawn", partial(_add_to, place, content))
        came, too_many = added or (0, 0)
        if too_many:
            self._left_out.append(f"{plural(too_many, 'drawing')} found no room beside those that you have kept: remove some.")
        return [plural(came, "kept drawing")] if came else []

    def _desk(self) -> tuple[Desk | None, str]:
        content = self._project.read(DESK)
        return (None if content is None else self._trying("The desk", partial(self._desk_in, content))) or (None, "")

    def _desk_in(self, content: bytes) -> tuple[Desk, str]:
        """Steps of undo on images that are not here are passed over."""
        desk, run = read_desk(content)
        past, future = ([step for each in part if (step := self._step(each))] for part in (desk.past, desk.future))
        return Desk(self._here(desk.experiment), tuple(past), tuple(future)), run

    def _step(self, experiment: Experiment) -> Experiment | None:
        try:
            return self._here(experiment)
        except DatasetError:
            return None


def _save(folder: RunFolder, run: PackedRun) -> None:
    """Weights, checkpoints and predictions, and what was written on the run."""
    state, weights, evaluation, annotation = run.state(), run.weights(), run.evaluation(), run.annotation()
    if weights is not None:
        folder.save_weights(weights)
    for epoch in run.epochs:
        folder.save_epoch(epoch, run.epoch_weights(epoch))
    if state is not None:
        folder.save_state(state)
    if evaluation is not None:
        folder.save_evaluation(evaluation)
    if annotation is not None:
        annotate(folder.path, annotation)


def _add_to(place: Path, content: bytes) -> tuple[int, int]:
    return add_drawings(place, read_drawings(content))


def _counted(kind: str, came: int, here: int) -> str:
    words = plural(came, kind) if came else f"no {kind}"
    return f"{words} ({here} already here)" if here else words
