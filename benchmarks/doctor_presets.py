"""Whether the training doctor raises a false alarm on the presets: `python benchmarks/doctor_presets.py [--out docs/doctor.md]`.

Each is trained with two seeds, for minutes all in all: `--from` and `--count` take some of them, and the file keeps the rows of the others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.doctor import HEADING, Case, findings  # noqa: E402  (the path comes first)
from cnn_core.data.load import find, load  # noqa: E402
from cnn_core.data.task import class_names  # noqa: E402
from cnn_core.doctor.finding import Finding  # noqa: E402
from cnn_core.presets import PRESETS  # noqa: E402
from cnn_core.summary import summarise  # noqa: E402

SHORT = "too-few-epochs"
"""Said of most presets after the four epochs that they get here, and true of them."""
PRESET_EPOCHS, PRESET_IMAGES, SEEDS = 4, 1_000, (1, 2)
OF_PRESETS = f"""{HEADING}

Every preset with two seeds, {PRESET_EPOCHS} epochs on {PRESET_IMAGES:,} images of its own dataset, or of MNIST (small) where that is not on the
machine: written by `python benchmarks/doctor_presets.py --out docs/doctor.md`. `{SHORT}` is true of such short trainings. A
finding with a cure is tried: the cure is trained, and where the finding is gone then and the test accuracy higher, it was right. What is
left is a false alarm.

| preset | seed 1 | seed 2 |
| --- | --- | --- |"""


def presets(first: int, count: int) -> Iterator[tuple[str, list[Case]]]:
    """So many presets from the first on, each with a training for every seed."""
    for name, preset in islice(PRESETS.items(), first, first + count):
        made = preset.experiment
        here = made.data.dataset if find(made.data.dataset) else "mnist-mini"
        dataset = load(here)
        choice = replace(made.data, dataset=here, train_size=PRESET_IMAGES)
        network = made.architecture.fit_to(dataset.x_train.shape[1:], len(class_names(choice, dataset.class_names)))
        if summarise(network).errors:  # made for larger images
            continue
        short = replace(made.training, epochs=PRESET_EPOCHS, early_stopping=0)
        shorter = replace(made, architecture=network, data=choice)
        yield name, [Case(name, "", replace(shorter, training=replace(short, seed=seed)), dataset) for seed in SEEDS]


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--out", type=Path, help="also writes the rows into this file")
    made.add_argument("--from", dest="first", type=int, default=0, metavar="N", help="begin with this preset, counted from 0")
    made.add_argument("--count", type=int, default=len(PRESETS), metavar="N", help="and end after so many")
    chosen = made.parse_args()
    return measured(chosen.first, chosen.count, chosen.out)


def measured(first: int, count: int, out: Path | None) -> int:
    """A row for each preset; how many false alarms there are."""
    alarms, rows = 0, {}
    for name, cases in presets(first, count):
        told = [_told(case) for case in cases]
        alarms += sum(wrong for _, wrong in told)
        rows[name] = f"| {name} | {' | '.join(said for said, _ in told)} |"
        print(rows[name], flush=True)
        if out:
            _keep(rows, out)
    print(f"{alarms} false alarms of {len(rows)} presets with {len(SEEDS)} seeds")
    return 1 if alarms else 0


def _told(case: Case) -> tuple[str, int]:
    """What is said of a training in a cell, and how many false alarms are in it."""
    said, _, accuracy = findings(case)
    cells, wrong = [], 0
    for each in said:
        cells.append(each.code)
        if each.code != SHORT:
            right, how = _right(case, each, accuracy)
            wrong += not right
            cells[-1] += f" ({how})"
    return ", ".join(cells) or "nothing", wrong


def _right(case: Case, finding: Finding, accuracy: float) -> tuple[bool, str]:
    """Whether a finding was right: with its cure it is gone, and more test images are read."""
    if not finding.cures:
        return False, "false alarm?"
    cure = finding.cures[0]
    said, _, after = findings(replace(case, experiment=cure.experiment))
    how = f"with {cure.label} the test accuracy is {after:.0%} instead of {accuracy:.0%}"
    right = finding.code not in [each.code for each in said] and after > accuracy
    return right, how if right else f"false alarm? {how}"


def _parts(path: Path) -> list[str]:
    return path.read_text().split(HEADING) if path.exists() else [""]


def _keep(rows: dict[str, str], path: Path) -> None:
    """Writes the rows of presets into the file, beside those of others that are in it."""
    before, *of_presets = _parts(path)
    known = {line.split(" | ")[0].removeprefix("| "): line for each in of_presets for line in each.splitlines() if " | " in line}
    known |= rows
    table = [known[name] for name in PRESETS if name in known]
    alarms = sum(line.count("false alarm?") for line in table)
    end = f"{len(table)} of {len(PRESETS)} presets were trained so: {alarms} false alarms in {len(table) * len(SEEDS)} trainings."
    path.write_text("\n".join([before.rstrip(), "", OF_PRESETS, *table, "", end, ""]).lstrip())


if __name__ == "__main__":
    sys.exit(main())
