"""The networks of the course notebooks, trained as the notebooks did, and what they reach here.

`python benchmarks/notebooks.py [--only NAME ...] [--seeds N ...] [--epochs N] [--out FILE] [--markdown]`

Each preset that begins with "notebook" is trained in this process on its own, full data with its own settings, once with each
seed; a seed fixes the first weights, the shuffling and the dropout, never the split. All of them take hours without a
graphics card. With `--out`, every training is written down as it ends, and what is written there already is not trained again, so
a long run can be cut off and gone on with; `--markdown` trains nothing and prints what the file holds.

Difference: the mean over the seeds less what the notebook printed. Gap: training less validation accuracy after the last epoch.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cnn_core.cli.text import table  # noqa: E402
from cnn_core.errors import LabError  # noqa: E402
from cnn_core.local_training import train_locally  # noqa: E402  (the path comes first)
from cnn_core.presets import PRESETS, Preset  # noqa: E402
from cnn_core.storage.atomic_write import atomic_write  # noqa: E402

NOTEBOOKS = {name: preset for name, preset in PRESETS.items() if name.startswith("notebook")}
OVERFITTING = ("notebook-3", "notebook-3-dropout")
"""Of these the notebook compares the curves, not only their ends."""

Result = dict[str, Any]


def trained(preset: Preset, seed: int, epochs: int) -> Result:
    """One training of a preset: its figures and its curves."""
    training = replace(preset.experiment.training, seed=seed, epochs=epochs)
    with tempfile.TemporaryDirectory() as place:
        folder = train_locally(replace(preset.experiment, training=training), place, watch=_say, checkpoints=False)
        state = folder.state()
    last = state.history[-1]
    return {
        "preset": preset.name,
        "seed": seed,
        "epochs": epochs,
        "test_accuracy": state.test_accuracy,
        "test_loss": state.test_loss,
        "val_accuracy": last.val_accuracy,
        "val_loss": last.val_loss,
        "seconds": round(state.seconds, 1),
        "history": [asdict(epoch) for epoch in state.history],
    }


def _say(event: dict[str, Any]) -> None:
    if event["event"] == "epoch":
        held = "" if event["val_accuracy"] is None else f", validation {event['val_accuracy']:.4f}"
        print(f"  epoch {event['epoch']}: training {event['accuracy']:.4f}{held}", file=sys.stderr, flush=True)


def rows(results: Sequence[Result], seeds: Sequence[int]) -> list[list[str]]:
    """The lines of the table: one for each figure that a notebook printed, and for the curves of notebook 3."""
    lines = []
    for name, preset in NOTEBOOKS.items():
        mine = {result["seed"]: result for result in results if result["preset"] == name}
        if not mine:
            continue
        found = [mine.get(seed) for seed in seeds]
        printed = {figure: value for figure, value in asdict(preset.printed).items() if value is not None}
        wanted = printed or dict.fromkeys(_unprinted(name))
        for figure, value in wanted.items():
            lines.append(_line(name, figure.replace("_", " "), value, found, lambda result, figure=figure: result[figure]))
        if name in OVERFITTING:
            lines.append(_line(name, "epoch of the lowest val loss", None, found, _turning, ".0f"))
            lines.append(_line(name, "gap", None, found, _gap))
    return lines


def _unprinted(name: str) -> tuple[str, ...]:
    return ("val_accuracy", "val_loss") if name in OVERFITTING else ("test_accuracy",)


def _line(
    name: str,
    what: str,
    printed: float | None,
    found: Sequence[Result | None],
    figure: Callable[[Result], float],
    form: str = ".4f",
) -> list[str]:
    got = [None if result is None else figure(result) for result in found]
    known = [value for value in got if value is not None]
    seconds = statistics.mean(result["seconds"] for result in found if result is not None)
    return [
        name,
        what,
        "" if printed is None else f"{printed:{form}}",
        *("" if value is None else f"{value:{form}}" for value in got),
        "" if printed is None else f"{statistics.mean(known) - printed:+{form}}",
        f"{seconds:.0f}",
    ]


def _turning(result: Result) -> int:
    return int(min(result["history"], key=lambda epoch: epoch["val_loss"])["epoch"])


def _gap(result: Result) -> float:
    last = result["history"][-1]
    return float(last["accuracy"] - last["val_accuracy"])


def markdown(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """The table for a document; the first two columns stand left."""
    rule = ["---" if place < 2 else "---:" for place in range(len(header))]
    return "\n".join(f"| {' | '.join(line)} |" for line in (header, rule, *lines))


def read(out: Path | None) -> list[Result]:
    """What a run before this one has written; nothing if there is no such file yet."""
    return json.loads(out.read_text()) if out is not None and out.exists() else []


def write(out: Path, results: Sequence[Result]) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(out) as file:
        file.write(json.dumps(results, indent=1).encode())


def options() -> argparse.Namespace:
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--only", action="append", choices=NOTEBOOKS, metavar="NAME", help=f"of {', '.join(NOTEBOOKS)}; repeatable")
    made.add_argument("--seeds", type=int, nargs="+", default=[1, 2], metavar="N", help="one training with each (default: 1 2)")
    made.add_argument("--epochs", type=int, metavar="N", help="instead of the presets' own: a quick look, no comparison")
    made.add_argument("--out", type=Path, metavar="FILE", help="JSON to which every training is added as it ends")
    made.add_argument("--markdown", action="store_true", help="trains nothing; prints what --out holds as a table for a document")
    chosen = made.parse_args()
    if chosen.markdown and chosen.out is None:
        made.error("--markdown prints what a file holds: name it with --out")
    return chosen


def main() -> None:
    chosen = options()
    every = read(chosen.out)
    names = chosen.only or list(NOTEBOOKS)
    epochs = {name: chosen.epochs or NOTEBOOKS[name].experiment.training.epochs for name in names}
    wanted = [(name, seed) for name in names for seed in chosen.seeds]

    def there() -> list[Result]:
        return [r for r in every if (r["preset"], r["seed"]) in wanted and r["epochs"] == epochs[r["preset"]]]

    done = {(result["preset"], result["seed"]) for result in there()}
    for name, seed in [] if chosen.markdown else wanted:
        if (name, seed) in done:
            continue
        print(f"{name}, seed {seed}", file=sys.stderr, flush=True)
        try:
            every.append(trained(NOTEBOOKS[name], seed, epochs[name]))
        except LabError as error:
            sys.exit(str(error))
        if chosen.out is not None:
            write(chosen.out, every)
    header = ["preset", "figure", "printed", *(f"seed {seed}" for seed in chosen.seeds), "difference", "seconds"]
    lines = rows(there(), chosen.seeds)
    print(markdown(header, lines) if chosen.markdown else table(header, lines, left=(0, 1)))


if __name__ == "__main__":
    main()
