"""Whether networks that train in bfloat16 read as well as those that train in float32: `python benchmarks/precision.py [--out FILE]`.

`[--only NAME ...] [--seeds N ...] [--images N] [--markdown]`

Each preset is trained in this process with both precisions and each of the seeds, with its own settings, on `--images` images of its dataset
(of mnist-mini where that is not on this machine); test figures are in float32, as everywhere. A processor without bfloat16 rounds as one
that has it does, and takes longer. With `--out` every training is written down as it ends, and what is there is not trained again;
`--markdown` trains nothing and prints what the file holds.

Difference: the mean in bfloat16 less that in float32, with the 95% interval of Welch's t test. Where it holds 0, the seed decides more
than the precision does.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from scipy import stats

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.notebooks import markdown, read, write  # noqa: E402  (the path comes first)
from cnn_core.cli.text import table  # noqa: E402
from cnn_core.data.load import find  # noqa: E402
from cnn_core.errors import LabError  # noqa: E402
from cnn_core.experiment import Experiment  # noqa: E402
from cnn_core.local_training import train_locally  # noqa: E402
from cnn_core.presets import PRESETS  # noqa: E402
from cnn_core.training.precision import BFLOAT16, FLOAT32  # noqa: E402

BOTH = (FLOAT32, BFLOAT16)
HEADER = ("preset", "images", "epochs", "float32", "bfloat16", "difference", "95% interval", "equal within the seeds")
Result = dict[str, Any]


def experiment(name: str, precision: str, seed: int, images: int) -> Experiment:
    """The preset on so many images, and not more epochs than twelve, where it takes more."""
    found = PRESETS[name].experiment
    dataset = found.data.dataset if find(found.data.dataset) else "mnist-mini"
    training = replace(found.training, precision=precision, seed=seed, epochs=min(12, found.training.epochs))
    return replace(found, data=replace(found.data, dataset=dataset, train_size=images), training=training)


def trained(name: str, precision: str, seed: int, images: int) -> Result:
    chosen, began = experiment(name, precision, seed, images), time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        state = train_locally(chosen, place, checkpoints=False).state()
    return {
        "preset": name,
        "precision": state.precision,
        "seed": seed,
        "images": images,
        "epochs": chosen.training.epochs,
        "test_accuracy": state.test_accuracy,
        "test_loss": state.test_loss,
        "seconds": round(time.monotonic() - began, 1),
    }


def rows(results: Sequence[Result]) -> list[list[str]]:
    """A line for each preset and number of images of which both precisions have two trainings or more."""
    lines = []
    for name, images in dict.fromkeys((each["preset"], each["images"]) for each in results):
        mine = [each for each in results if (each["preset"], each["images"]) == (name, images)]
        exact, short = ([100 * each["test_accuracy"] for each in mine if each["precision"] == which] for which in BOTH)
        if min(len(exact), len(short)) < 2:
            continue
        difference = statistics.mean(short) - statistics.mean(exact)
        if len({*exact, *short}) == 1:
            low = high = 0.0
        else:
            low, high = stats.ttest_ind(short, exact, equal_var=False).confidence_interval(0.95)
        cells = [f"{statistics.mean(each):.2f} ± {statistics.stdev(each):.2f} ({len(each)})" for each in (exact, short)]
        equal = "yes" if low <= 0 <= high else "no"
        lines.append(
            [name, f"{images:,}", str(mine[0]["epochs"]), *cells, f"{difference:+.2f}", f"{low:+.2f} to {high:+.2f}", equal]
        )
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--only", nargs="+", choices=PRESETS, default=list(PRESETS), metavar="NAME")
    options.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5], metavar="N")
    options.add_argument("--images", type=int, default=2000, metavar="N")
    options.add_argument("--out", type=Path, metavar="FILE", help="JSON to which every training is added as it ends")
    options.add_argument(
        "--markdown", action="store_true", help="trains nothing; prints what --out holds as a table for a document"
    )
    chosen = options.parse_args()
    every = read(chosen.out)
    done = {(each["preset"], each["precision"], each["seed"], each["images"]) for each in every}
    wanted = [(name, precision, seed, chosen.images) for seed in chosen.seeds for name in chosen.only for precision in BOTH]
    for each in [] if chosen.markdown else wanted:
        if each in done:
            continue
        try:
            every.append(trained(*each))
        except LabError as error:
            sys.exit(f"{each[0]}: {error}")
        print(json.dumps(every[-1]), file=sys.stderr, flush=True)
        if chosen.out is not None:
            write(chosen.out, every)
    lines = rows(every)
    print(markdown(HEADER, lines) if chosen.markdown else table(HEADER, lines, left=(0,)))


if __name__ == "__main__":
    main()
