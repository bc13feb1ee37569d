"""How long an epoch takes, as the Train page says before and as it is then: a line for each preset.

`python benchmarks/forecast.py [--images N] [--only NAME ...]`

The machine is measured first, as the app does it once, in the engine. Then every preset trains in the engine for three epochs on
`--images` images of its own dataset (of mnist-mini where that is not on this machine), and the quicker of the last two counts: the first
one compiles. Error: the forecast less the real time, in parts of the real time; the aim is 30% either way.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cnn_core.cli.text import table  # noqa: E402  (the path comes first)
from cnn_core.data.load import find  # noqa: E402
from cnn_core.engine import Laboratory  # noqa: E402
from cnn_core.experiment import Experiment  # noqa: E402
from cnn_core.forecast import work_of  # noqa: E402
from cnn_core.presets import PRESETS  # noqa: E402
from cnn_core.summary import summarise  # noqa: E402

AIM = 0.3


def shortened(experiment: Experiment, images: int) -> Experiment:
    """The same on few images, for three epochs."""
    data = experiment.data
    name = data.dataset if find(data.dataset) else "mnist-mini"
    few = replace(data, dataset=name, train_size=images)
    return replace(experiment, data=few, training=replace(experiment.training, epochs=3, early_stopping=0))


def measured(lab: Laboratory) -> float:
    """The slowness of this machine."""
    assert lab.wait_ready(300)
    while lab.machine.slowness is None:
        time.sleep(0.2)
        assert lab.machine.measuring or lab.machine.slowness, "the machine could not be measured"
    return lab.machine.slowness


def main() -> None:
    made = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    made.add_argument("--images", type=int, default=4_000, metavar="N", help="images to train on (default: 4,000)")
    made.add_argument("--only", action="append", choices=PRESETS, metavar="NAME", help="of the presets; repeatable")
    chosen = made.parse_args()
    rows, errors = [], []
    with tempfile.TemporaryDirectory() as home:
        lab = Laboratory(Path(home)).start()
        slowness = measured(lab)
        print(f"slowness {slowness:.2f}", file=sys.stderr)
        for name in chosen.only or PRESETS:
            experiment = shortened(PRESETS[name].experiment, chosen.images)
            state = lab.wait(lab.submit(experiment, "benchmark"))
            real = min(epoch.seconds for epoch in state.history[1:])
            work = work_of(
                summarise(experiment.architecture), state.train_size, state.validation_size, experiment.training.batch_size
            )
            said = work.seconds(slowness=slowness)
            errors.append(said / real - 1)
            rows.append([name, f"{said:.2f}", f"{real:.2f}", f"{errors[-1]:+.0%}"])
            print(*rows[-1], file=sys.stderr, flush=True)
        lab.close()
    print(table(["preset", "said, s", "was, s", "error"], rows, left=(0,)))
    print(f"\n{sum(abs(error) <= AIM for error in errors)} of {len(errors)} within {AIM:.0%}")


if __name__ == "__main__":
    main()
