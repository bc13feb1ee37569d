"""How long a plan takes, as Compare says before it begins and as it is then: two lines for each of three plans.

`python benchmarks/plan_forecast.py`

The machine is measured right before each. The second line is of the same plan again, when the runs of the first have shown what runs
take here. Error: the forecast less the real time, in parts of the real time; the aim is
30% either way. The load beside it is that of the machine when the plan began and when it ended: a machine that gets busier between
its measurement and the plan makes the plan take longer than was said.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.forecast import AIM, measured  # noqa: E402  (the path comes first)
from cnn_core.cli.text import table  # noqa: E402
from cnn_core.data.catalogue import entry_of  # noqa: E402
from cnn_core.data.choice import DataChoice  # noqa: E402
from cnn_core.engine import Laboratory, Plans  # noqa: E402
from cnn_core.experiment import Experiment  # noqa: E402
from cnn_core.forecast import seconds_of  # noqa: E402
from cnn_core.plan.record import cases_of  # noqa: E402
from cnn_core.presets import PRESETS  # noqa: E402
from cnn_core.runs.experience import Measured, experience_of, measured_of  # noqa: E402
from cnn_core.summary import summarise  # noqa: E402

OWNER = "benchmark"
LEARNED_FROM = 4
"""Runs of one network, as many as the page asks."""


def base(name: str, images: int, epochs: int) -> Experiment:
    """A preset on so many images of mnist-mini."""
    found = PRESETS[name].experiment
    data = DataChoice(dataset="mnist-mini", train_size=images)
    return replace(found, data=data, training=replace(found.training, epochs=epochs, early_stopping=0))


PLANS = {
    "mlp, batch_size 32, 64": (base("mlp", 2_000, 2), ("batch_size=32,64",), 3),
    "lenet-5, learning_rate 0.001, 0.003": (base("lenet-5", 4_000, 4), ("learning_rate=0.001,0.003",), 2),
    "small-cnn, dropout on, off": (base("small-cnn", 5_000, 4), ("layers[5].enabled=on,off",), 2),
}


def said(case: Experiment, slowness: float, known: tuple[Measured, ...]) -> float:
    """As the page adds it up."""
    entry = entry_of(case.data.dataset)
    parts = entry.train_size, entry.test_size, len(entry.class_names)
    seconds = seconds_of(case, summarise(case.architecture, parts[2]), parts, slowness)
    epoch, beside = experience_of(known, seconds[0]).corrected(seconds)
    return epoch * case.training.epochs + beside


def tried(name: str) -> Iterator[tuple[list[str], float]]:
    """Two rows of the table, with the error: of the first plan on this machine, and of the same again, which knows the first one's runs.

    Each plan has a laboratory of its own, which measures the machine right before it.
    """
    experiment, vary, seeds = PLANS[name]
    cases = cases_of(experiment, vary, seeds, False)
    with tempfile.TemporaryDirectory() as home:
        lab = Laboratory(Path(home)).start()
        slowness = measured(lab)
        plans = Plans(Path(home) / "plans", lab)
        for which in ("first", "again"):
            runs = [each.id for each in lab.runs(OWNER)][:LEARNED_FROM]
            known = measured_of([(lab.folder(run).meta, lab.state(run)) for run in runs], slowness)
            told = sum(said(case.experiment, slowness, known) for case in cases)
            before, began = os.getloadavg()[0], time.monotonic()
            plans.begin(OWNER, experiment, vary, seeds, False)
            while plans.of(OWNER)[0].on:
                time.sleep(0.1)
            took = time.monotonic() - began
            error = told / took - 1
            load = f"{before:.1f} to {os.getloadavg()[0]:.1f}"
            row = [f"{name}, {which}", str(len(cases)), f"{slowness:.2f}", f"{told:.1f}", f"{took:.1f}", f"{error:+.0%}", load]
            yield row, error
        plans.close()
        lab.close()


def main() -> None:
    rows, errors = [], []
    for name in PLANS:
        for row, error in tried(name):
            rows.append(row)
            errors.append(error)
            print(*row, file=sys.stderr, flush=True)
    print(table(["plan", "runs", "slowness", "said, s", "was, s", "error", "load"], rows, left=(0,)))
    print(f"\n{sum(abs(error) <= AIM for error in errors)} of {len(errors)} within {AIM:.0%}")


if __name__ == "__main__":
    main()
