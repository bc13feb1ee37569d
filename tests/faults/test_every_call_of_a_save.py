"""Whichever call of the system fails in the middle of a save, what was saved before can be loaded, and so can the next save."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn_core.drawing.collection import Kept, read_collection, write_collection
from cnn_core.drawing.strokes import read_strokes
from cnn_core.engine.plan_files import read_plans, write_plan
from cnn_core.errors import LabError
from cnn_core.plan.record import PlanRecord
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.runs.annotation import Annotation, annotate, read_annotation
from cnn_core.runs.arrays import load_arrays, save_arrays
from cnn_core.training.events import event
from pages.widgets.state.unsaved import write_desk
from tests.faults.bad_disk import KINDS, BadDisk

WEIGHTS = {number: {"0.kernel": np.full(2000, number, np.float32)} for number in (1, 2, 3)}
DRAWING = read_strokes({"pen": 0.1, "filled": False, "strokes": [[[0.1, 0.1], [0.5, 0.5]]]})

PLAN = PlanRecord(
    id="a-plan",
    owner="ada",
    created=1e9,
    base=PRESETS["small-cnn"].experiment,
    vary=("batch_size=32,64",),
    seeds=1,
    one_at_a_time=False,
    runs=(),
    on=False,
)


def run_in(root: Path) -> RunFolder:
    return RunFolder(root / "a-run")


def begin_run(root: Path, number: int) -> None:
    if not run_in(root).path.exists():
        RunFolder.create(root, RunMeta(id="a-run", experiment=PRESETS["small-cnn"].experiment))
    folder = run_in(root)
    folder.append(
        [
            event(
                "epoch",
                epoch=number,
                loss=1.0,
                accuracy=0.5,
                seconds=0.1,
                samples_per_second=1.0,
                val_loss=None,
                val_accuracy=None,
            )
        ]
    )
    folder.save_checkpoint(number, WEIGHTS[number], {"optimizer.0": np.int64(number)})


def number_of_run(root: Path) -> int:
    folder = run_in(root)
    folder.state()
    resume = folder.resume()
    assert resume is not None
    assert resume.state["optimizer.0"] == resume.epoch
    assert np.array_equal(resume.weights["0.kernel"], WEIGHTS[resume.epoch]["0.kernel"])
    return resume.epoch


@dataclass(frozen=True)
class Saving:
    """Something that is saved again and again under one name: `save(root, number)`, and the number that is read back."""

    save: Callable[[Path, int], Any]
    saved: Callable[[Path], int]


SAVINGS = {
    "arrays": Saving(
        lambda root, number: save_arrays(root / "a.npz", WEIGHTS[number]),
        lambda root: int(load_arrays(root / "a.npz")["0.kernel"][0]),
    ),
    "checkpoint": Saving(begin_run, number_of_run),
    "drawings": Saving(
        lambda root, number: write_collection(root / "d.json", [Kept(DRAWING, str(number))] * number),
        lambda root: len(read_collection(root / "d.json")),
    ),
    "desk": Saving(
        lambda root, number: write_desk(root / "desk.json", json.dumps({"number": number}).encode(), True),
        lambda root: int(json.loads((root / "desk.json").read_bytes())["number"]),
    ),
    "plan": Saving(
        lambda root, number: write_plan(root, replace(PLAN, seeds=number)),
        lambda root: read_plans(root)[PLAN.id].seeds,
    ),
    "annotation": Saving(
        lambda root, number: annotate(root, Annotation(name=str(number))),
        lambda root: int(read_annotation(root).name),
    ),
}


def calls_of(saving: Saving, root: Path) -> int:
    with BadDisk(root, "EIO", lambda name, number: False).installed() as disk:
        saving.save(root, 2)
    return len(disk.calls)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SAVINGS)
def test_the_last_good_one_is_loaded_after_an_error_at_any_call(name: str, kind: str, tmp_path: Path) -> None:
    saving = SAVINGS[name]
    (tmp_path / "count").mkdir()
    saving.save(tmp_path / "count", 1)
    count = calls_of(saving, tmp_path / "count")
    assert count >= 4
    for failing in range(1, count + 1):
        for from_there_on in (False, True):
            root = tmp_path / f"{failing}-{from_there_on}"
            root.mkdir()
            saving.save(root, 1)
            bad = BadDisk(root, kind, lambda _, at: at >= failing if from_there_on else at == failing)  # noqa: B023
            with suppress(OSError, LabError), bad.installed():
                saving.save(root, 2)
            assert saving.saved(root) in (1, 2), (bad.calls, failing)
            saving.save(root, 3)
            assert saving.saved(root) == 3, (bad.calls, failing)
