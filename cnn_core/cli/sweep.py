"""`sweep`: many trainings that differ in a few things, and what their results tell."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sys
import time
from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnn_core.cli.interrupts import Interrupts
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.progress import Meter
from cnn_core.cli.settings import add_settings
from cnn_core.cli.text import percent, print_json, table
from cnn_core.cli.train import INTERRUPTED, figures_of
from cnn_core.cli.workable import workable_experiment
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.plan.difference import difference, p_value
from cnn_core.plan.effects import effects, sentences
from cnn_core.plan.groups import Group, groups
from cnn_core.plan.plan import MAX_RUNS, MAX_SEEDS, Case, expand, name_of_run, repetitions, uncorrected, usual, words
from cnn_core.plan.suggest import label, named
from cnn_core.plan.vary import FORMS, read_variation
from cnn_core.presets import PRESETS
from cnn_core.text import duration, plural
from cnn_core.training.events import Event

if TYPE_CHECKING:
    from cnn_core.runs import RunFolder

TABLE = "sweep.csv"
FEW = (
    "Intervals are cut at 0 and 100%. Of two runs they tell little: they reach 12.7 standard errors to each side (Student's t), of five "
    "runs 2.8. Take more seeds."
)


def add(commands: Commands) -> None:
    text = (
        f"Train an experiment with every combination of the values given, each with several seeds, one after another, at most {MAX_RUNS} runs; "
        "print a table of means with 95% intervals and what each field did, with its p value; save the runs as sweep.csv "
        "beside their folders. Each is named after its values and its seed. Fields of layers are called as on the pages there, by their row: "
        '"1 Conv2D: filters" is layers[0].filters, as JSON has it; --vary takes both. Given again with the same folder, it goes '
        "on where it was ended: runs that have finished are not trained again."
    )
    command = commands.add_parser("sweep", help="train variations of an experiment, with several seeds", description=text)
    names = ", ".join(PRESETS)
    command.add_argument(
        "network",
        metavar="PRESET_OR_FILE",
        help=f"a preset ({names}), JSON of an architecture or of an experiment, or a run folder",
    )
    command.add_argument(
        "--vary",
        action="append",
        default=[],
        metavar="PATH=VALUES",
        help=f"a field and its values, as a list or as FIRST:LAST:STEP; may be given several times. Examples: {FORMS.replace('%', '%%')}",
    )
    command.add_argument(
        "--seeds", type=int, default=3, metavar="N", help=f"runs of each combination, 1 to {MAX_SEEDS} (default: 3)"
    )
    command.add_argument("--one-at-a-time", action="store_true", help="vary each field alone instead of all combinations")
    command.add_argument("--split-too", action="store_true", help="draw subset and validation images anew with each seed")
    add_settings(command)
    command.add_argument("--out", metavar="DIR", type=Path, default=Path("runs"), help="where the run folders go (default: runs)")
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    chosen.preset, chosen.architecture = (chosen.network, None) if chosen.network in PRESETS else (None, Path(chosen.network))
    if chosen.preset is None and not chosen.architecture.exists():
        raise LabError(f"{chosen.network[:80]} is neither a file nor a preset; there are {', '.join(PRESETS)}.")
    base = workable_experiment(chosen)
    variations = [read_variation(text, base) for text in chosen.vary]
    cases = expand(base, variations, chosen.seeds, chosen.one_at_a_time, chosen.split_too)
    if left := uncorrected(base, cases):
        print(left, file=sys.stderr)
    with Interrupts() as control:
        rows = _train_all(cases, base, chosen.out, control)
    found = groups((row["varied"], None if _cut_off(row) else row["test_accuracy"]) for row in rows)
    _save(rows, base, chosen.out / TABLE)
    did = effects(found, [_stands_for(group, cases) for group in found], usual(base, variations))
    called = [replace(group, varied=named(group.varied, base)) for group in found]
    if chosen.json:
        names = {each.path: label(each.path, base) for each in variations}
        two = {"p": p_value(*found), "words": difference(*called)} if len(found) == 2 else None
        figures = [{**asdict(group), "interval": group.drawn} for group in found]
        done = [asdict(each) for each in did]
        print_json({"names": names, "runs": rows, "groups": figures, "difference": two, "effects": done})
    else:
        several = sentences([replace(each, path=label(each.path, base)) for each in did])
        words_of = [difference(*called)] if len(found) == 2 else several
        print(_text(called, rows, chosen.out, [*words_of, repetitions(cases, lambda path: label(path, base))]))
    return INTERRUPTED if control.stopped() else 0


def _cut_off(row: dict[str, Any]) -> bool:
    """Whether Ctrl-C ended it: it has trained less than the others, and is trained anew when the sweep goes on."""
    return bool(row["reason"] == "stopped")


def _stands_for(group: Group, cases: list[Case]) -> tuple[dict[str, Any], ...]:
    return next(case.combinations for case in cases if case.varied == group.varied)


def _train_all(cases: list[Case], base: Experiment, out: Path, control: Interrupts) -> list[dict[str, Any]]:
    """A row for each run, until Ctrl-C. A run that fails has a row, too, with its reason."""
    from cnn_core.runs.annotation import NAME

    rows: list[dict[str, Any]] = []
    began, trained = time.monotonic(), 0
    for number, case in enumerate(cases, 1):
        name = name_of_run(named(case.varied, base), case.seed, NAME.maximum)
        figures, anew = _figures(case, name, out, control)
        trained += anew
        rows.append({"varied": case.varied, "seed": case.seed, **figures})
        left = (time.monotonic() - began) / trained * (len(cases) - number) if trained else 0.0
        print(f"run {number} of {len(cases)}: {name}: {_came_of(figures, left)}", file=sys.stderr, flush=True)
        if control.stopped():
            break
    return rows


def _came_of(figures: dict[str, Any], left: float) -> str:
    accuracy = figures["test_accuracy"]
    result = figures["error"] or ("not tested" if accuracy is None else f"test accuracy {percent(accuracy)}")
    return result + (f"; about {duration(left)} left" if left else "")


def _figures(case: Case, name: str, out: Path, control: Interrupts) -> tuple[dict[str, Any], bool]:
    """The figures of the run of a case, and whether it was trained now: a run of an equal experiment that has finished is kept."""
    from cnn_core.engine.worker.priority import lower_training
    from cnn_core.local_training import train_locally
    from cnn_core.runs import RunFolder

    lower_training(main_too=True)
    run_id = f"sweep-{hashlib.sha256(json.dumps(case.experiment.to_json(), sort_keys=True).encode()).hexdigest()[:16]}"
    folder = RunFolder(out / run_id)
    if folder.path.is_dir():
        if _finished(folder):
            return {**figures_of(folder), "error": None}, False
        shutil.rmtree(folder.path)  # one that was cut off, or failed

    def watch(each: Event) -> None:
        control.armed = control.armed or each["event"] == "started"
        meter.show(each)

    with Meter(epochs=False) as meter:
        try:
            trained = train_locally(case.experiment, out, watch=watch, control=control, run_id=run_id, name=name)
            return {**figures_of(trained), "error": None}, True
        except LabError as error:
            if not folder.path.is_dir():  # nothing was begun: the images are not to be had, or the disk is full
                raise
            return {**figures_of(folder), "error": str(error)}, True


def _finished(folder: RunFolder) -> bool:
    try:
        return folder.state().status == "finished"
    except LabError:
        return False


def _save(rows: list[dict[str, Any]], base: Experiment, path: Path) -> None:
    """A line for each run, and a column for each field that varies, called as on the pages and in their CSV."""
    paths = list(dict.fromkeys(path for row in rows for path in row["varied"]))
    others = [name for name in rows[0] if name != "varied"] if rows else []
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([*(label(path, base) for path in paths), *others])
            for row in rows:
                writer.writerow([*(row["varied"].get(path, "") for path in paths), *(row[name] for name in others)])
    except OSError as error:
        raise LabError(f"{path} cannot be written: {error.strerror or error}.") from None


def _text(found: list[Group], rows: list[dict[str, Any]], out: Path, said: list[str]) -> str:
    header = ["varied", "runs", "mean test accuracy", "standard deviation", "95% interval of the mean"]
    lines = [[words(group.varied), str(group.runs), *_cells(group)] for group in found]
    failed = sum(row["error"] is not None for row in rows)
    cut = any(map(_cut_off, rows))
    where = f"{plural(len(rows), 'run')} in {out}, and {out / TABLE}"
    return "\n".join(
        [
            table(header, lines),
            *filter(None, said),
            *([FEW] if any(group.runs == 2 for group in found) else []),
            where,
            *([f"{plural(failed, 'run')} failed: sweep.csv has the reasons"] if failed else []),
            *(["The last run was stopped before its end, and does not count: the same command goes on"] if cut else []),
        ]
    )


def _cells(group: Group) -> list[str]:
    spread = "–" if group.std is None else percent(group.std)
    interval = "–" if group.drawn is None else " to ".join(percent(end) for end in group.drawn)
    return ["–" if group.mean is None else percent(group.mean), spread, interval]
