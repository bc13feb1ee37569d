"""From what a person has to one file."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import numpy as np

from cnn_core.data.aside import aside_of
from cnn_core.data.dataset import ARRAYS
from cnn_core.data.entry import Entry
from cnn_core.data.load import load_local
from cnn_core.data.own import arrays_path, is_own, own_entry
from cnn_core.drawing.collection import Kept, packed
from cnn_core.errors import LabError, RunError
from cnn_core.plan.record import PlanRecord
from cnn_core.project.parts import (
    ABOUT,
    ANNOTATION,
    ARRAYS_FILE,
    ASIDE_FILE,
    DESK,
    DRAWINGS,
    ENTRY,
    EVENTS,
    MAX_BYTES,
    MAX_EVENTS,
    MAX_UNPACKED,
    PREDICTIONS,
    REPORT,
    RUN,
    SCHEMA,
    STATE,
    WEIGHTS,
    plan_file,
)
from cnn_core.project.plans import travelling
from cnn_core.project.sizes import EVERY, FINAL, LAST
from cnn_core.runs import RunFolder
from cnn_core.runs.annotation import read_annotation
from cnn_core.runs.bundle import npz_bytes, weight_shapes
from cnn_core.runs.loading import journal_to_go
from cnn_core.runs.packing import pack_checkpoint
from cnn_core.sandbox.child import Progress
from cnn_core.text import plural
from cnn_core.workspace.edit_history import Desk

Member = tuple[str, bytes]
DEFLATED = (".json", ".jsonl", ARRAYS_FILE, ASIDE_FILE)


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What goes into a project: own datasets by name, runs that have ended, the desk with the id of its run, drawings, and of these plans
    those with a run among the runs.

    `weights` says which of each run go along, one of `sizes.HOW_MUCH`.
    """

    datasets: Sequence[str]
    runs: Sequence[RunFolder]
    desk: Desk | None = None
    run: str = ""
    drawings: Sequence[Kept] = ()
    plans: Sequence[PlanRecord] = ()
    weights: str = EVERY

    def whole(self) -> Contents:
        """The same with the own datasets of all runs, of the desk and of the plans that go along, and without the other plans."""
        plans = travelling(self.plans, [run.id for run in self.runs])
        experiments = [*(run.meta.experiment for run in self.runs), *(plan.base for plan in plans)]
        experiments += [self.desk.experiment] if self.desk else []
        used = [each.data.dataset for each in experiments]
        return replace(self, plans=plans, datasets=list(dict.fromkeys([*self.datasets, *filter(is_own, used)])))


@dataclass(frozen=True)
class Written:
    """What a file holds, in words, and what was left out of it, with why."""

    holds: tuple[str, ...]
    left_out: tuple[str, ...]


def write_project(target: BinaryIO, contents: Contents, progress: Progress) -> Written:
    """Writes the file; RunError if it would be larger than what can be opened. `progress` gets the parts done and all of them."""
    contents = contents.whole()
    left_out: list[str] = []
    done = {"datasets": 0, "runs": 0}
    unpacked, total = 0, len(contents.datasets) + len(contents.runs) + 1
    with zipfile.ZipFile(target, "w") as archive:

        def put(members: Iterator[Member]) -> None:
            nonlocal unpacked
            for name, content in members:
                packing = zipfile.ZIP_DEFLATED if name.endswith(DEFLATED) else zipfile.ZIP_STORED  # weights hardly shrink
                archive.writestr(name, content, packing, compresslevel=1)
                unpacked += len(content)
                if target.tell() > MAX_BYTES or unpacked > MAX_UNPACKED:
                    raise RunError(_too_large(contents))

        def put_each(kind: str, parts: Sequence[str], members: Callable[[int], list[Member]]) -> None:
            for number, name in enumerate(parts):
                progress(sum(done.values()), total)
                try:
                    put(iter(members(number)))
                    done[kind] += 1
                except LabError as error:
                    if target.tell() > MAX_BYTES or unpacked > MAX_UNPACKED:
                        raise
                    left_out.append(f"{name}: {error}")

        put_each("datasets", contents.datasets, lambda number: list(_images(contents.datasets[number])))
        names = [f"the run {run.id}" for run in contents.runs]
        put_each("runs", names, lambda number: list(_run(contents.runs[number], contents.weights)))
        put(_rest(contents))
    progress(total, total)
    holds = [plural(count, f"own {kind[:-1]}" if kind == "datasets" else "run") for kind, count in done.items() if count]
    holds += [plural(len(contents.plans), "plan")] if contents.plans else []
    holds += ["the desk with its steps of undo"] if contents.desk else []
    holds += [plural(len(contents.drawings), "kept drawing")] if contents.drawings else []
    return Written(tuple(holds), tuple(left_out))


def _rest(contents: Contents) -> Iterator[Member]:
    if contents.desk is not None:
        yield DESK, _json({"desk": contents.desk.to_json(), "run": contents.run or "none"})
    yield from ((plan_file(plan.id), _json(plan.to_json())) for plan in contents.plans)
    if contents.drawings:
        yield DRAWINGS, packed(list(contents.drawings))
    yield ABOUT, _json({"schema": SCHEMA, "saved": time.time()})


def _images(name: str) -> Iterator[Member]:
    entry: Entry = own_entry(name)
    about: dict[str, Any] = {
        "title": entry.title,
        "source": entry.source,
        "fingerprint": entry.fingerprint,
        "input_shape": list(entry.input_shape),
        "class_names": list(entry.class_names),
        "sizes": [entry.train_size, entry.test_size],
    }
    if entry.validation_from:
        about["validation_from"] = entry.validation_from
    yield f"datasets/{name}/{ENTRY}", _json(about)
    if arrays_path(name) is not None:
        dataset, made = load_local(name), io.BytesIO()
        np.savez(made, **{each: getattr(dataset, each) for each in ARRAYS})
        yield f"datasets/{name}/{ARRAYS_FILE}", made.getvalue()
        aside = aside_of(name, entry.input_shape)
        if aside is not None:
            yield f"datasets/{name}/{ASIDE_FILE}", aside.npz()


def _run(folder: RunFolder, weights: str) -> Iterator[Member]:
    """RunError for a run that is damaged, or too large to be opened again."""
    weight_shapes(folder.meta.experiment.architecture)
    journal = journal_to_go(folder)
    if len(journal) > MAX_EVENTS:
        raise RunError(f"its journal has more than {MAX_EVENTS >> 20} MB.")
    ended = (folder.path / WEIGHTS).exists()
    resume = None if weights == FINAL and ended else folder.resume()
    kept = [each for each in folder.kept_epochs() if weights == EVERY or (resume is not None and each == resume.epoch)]
    files = {
        RUN: _json(folder.meta.to_json()),
        EVENTS: journal,
        ANNOTATION: _json(read_annotation(folder.path).to_json()),
        **{f"epochs/{epoch:03}.npz": npz_bytes(folder.epoch_weights(epoch)) for epoch in kept},
    }
    if ended:
        files[WEIGHTS] = npz_bytes(folder.weights())
    if resume is not None:
        files[STATE] = npz_bytes(pack_checkpoint(replace(resume, weights={} if resume.epoch in kept else resume.weights)))
    if (folder.path / PREDICTIONS).exists():
        found = folder.evaluation()
        files[PREDICTIONS] = npz_bytes({"labels": found.labels, "probabilities": found.probabilities})
        files[REPORT] = _json({"class_names": list(found.class_names), "report": found.report})
    for name, content in files.items():
        yield f"runs/{folder.id}/{name}", content


def _too_large(contents: Contents) -> str:
    cures = {EVERY: "save it without the weights of every epoch", LAST: "save it with the final weights alone"}
    cure = cures.get(contents.weights, "save fewer runs, the starred ones for example")
    return f"The project would have more than {MAX_BYTES >> 20} MB, or {MAX_UNPACKED >> 20:,} MB unpacked, which is the most that can be opened again: {cure}."


def _json(value: object) -> bytes:
    return json.dumps(value).encode()
