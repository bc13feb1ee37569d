"""What live events, checkpoints and the engine cost: the same training inside the app's engine and bare, in turns.

`python benchmarks/overhead.py [--rounds N] [--epochs N] [--preset NAME]`

Engine: `Laboratory.submit`, as the Train page does it, every batch streamed to this process and every epoch's weights saved.
Bare: `model.fit` on the same pipeline with the same network, precision and batches a call, in a fresh process with the worker's number of
threads and its low priority, and one callback that looks at the clock. Both are warmed up by a whole training first. A round is
one training of each; the time is from the end of the first epoch, with which compiling ends, to the end of the last.

Beside the seconds on the clock stand those of the processors: for the engine the sum over this process, the scheduler and all workers.
On a machine with other work they tell more, for the trainings make way for everything else.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.contest import Program  # noqa: E402
from cnn_core.cli.text import table  # noqa: E402  (the path comes first)
from cnn_core.engine import Laboratory  # noqa: E402
from cnn_core.engine.host.cluster import CPU_COUNT, MEMORY_LIMIT, worker_specs  # noqa: E402
from cnn_core.experiment import Experiment  # noqa: E402
from cnn_core.presets import DEFAULT, PRESETS  # noqa: E402

TARGET = 0.05
BARE = """
import sys, time
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.engine.worker.priority import lower_training
from cnn_core.experiment import Experiment
from cnn_core.spec.strict_json import read_json
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.graphics_cards import compute_capabilities
from cnn_core.keras_backend.optimizer import make_optimizer
from cnn_core.keras_backend.steps_per_execution import steps_per_execution
from cnn_core.keras_backend.pipeline import batches, targets
from cnn_core.training.precision import resolve
import keras

class Clock(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.ends = []
    def on_epoch_end(self, epoch, logs=None):
        self.ends.append((time.time(), time.process_time()))

experiment = Experiment.from_json(read_json(sys.argv[1]))
training = experiment.training
data = prepare(load(experiment.data.dataset), experiment.data)
size, steps = training.batch_size, -(-len(data.x_train) // training.batch_size)
for line in sys.stdin:
    lower_training()
    model = build(experiment.architecture, training.seed, resolve(training.precision, compute_capabilities()))
    a_call = steps_per_execution(experiment.architecture, size, steps)
    model.compile(
        optimizer=make_optimizer(training.optimizer), loss=training.loss, metrics=["accuracy"],
        steps_per_execution=a_call, jit_compile=False,
    )
    y = [targets(y, training.loss, data.classes) for y in (data.y_train, data.y_val)]
    clock = Clock()
    model.fit(
        batches(data.x_train, y[0], size, shuffle_seed=training.seed),
        validation_data=batches(data.x_val, y[1], size),
        epochs=training.epochs, shuffle=False, verbose=0, callbacks=[clock],
    )
    print(*(last - first for first, last in zip(clock.ends[0], clock.ends[-1])), flush=True)
"""


class Cost(NamedTuple):
    """Seconds on the clock, and of the processors."""

    wall: float
    cpu: float


def bare_program(experiment: Experiment) -> Program:
    """The bare training in a process of its own; its figures are those of a Cost."""
    return Program(sys.executable, BARE, experiment.to_json(), **worker_specs(CPU_COUNT, MEMORY_LIMIT)["train-0"]["env"])


def in_engine(laboratory: Laboratory, experiment: Experiment, bare: int) -> Cost:
    """From the end of the first epoch to the end of the last; by the worker's clock, and over all processes but the bare one."""
    run = laboratory.submit(experiment, "benchmark")
    spent = []
    for epochs in (1, experiment.training.epochs):
        laboratory.wait(run, lambda state, wanted=epochs: state.ended or len(state.history) >= wanted)
        spent.append(processor_seconds(bare))
    state = laboratory.wait(run)
    if state.status != "finished":
        raise SystemExit(f"The training in the engine did not finish: {state.words}")
    ends = [each["time"] for each in laboratory.folder(run).events() if each["event"] == "epoch"]
    return Cost(ends[-1] - ends[0], spent[1] - spent[0])


def processor_seconds(bare: int) -> float:
    """What this process and all below it, but the bare training, have used so far."""
    here = psutil.Process()
    used = [process.cpu_times() for process in (here, *here.children(recursive=True)) if process.pid != bare]
    return float(sum(times.user + times.system for times in used))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=6)
    options.add_argument("--epochs", type=int, default=6)
    options.add_argument("--preset", choices=PRESETS, default=DEFAULT)
    chosen = options.parse_args()
    preset = PRESETS[chosen.preset].experiment
    experiment = replace(preset, training=replace(preset.training, epochs=chosen.epochs, early_stopping=0))
    with tempfile.TemporaryDirectory() as home:
        laboratory, bare = Laboratory(Path(home)).start(), bare_program(experiment)
        try:
            in_engine(laboratory, experiment, bare.pid)
            bare.train()
            pairs = []
            for turn in range(chosen.rounds):
                costs = {}
                for which in ("engine", "bare") if turn % 2 == 0 else ("bare", "engine"):
                    costs[which] = in_engine(laboratory, experiment, bare.pid) if which == "engine" else Cost(*bare.train())
                pairs.append((costs["engine"], costs["bare"]))
                print(f"round {turn + 1} of {chosen.rounds} done", file=sys.stderr, flush=True)
        finally:
            bare.close()
            laboratory.close()
    report(pairs, chosen.preset, chosen.epochs)


def report(pairs: list[tuple[Cost, Cost]], preset: str, epochs: int) -> None:
    """Prints the rounds, and the medians."""
    rows = [[str(n), *_cells(a.wall, b.wall), *_cells(a.cpu, b.cpu)] for n, (a, b) in enumerate(pairs, 1)]
    middle = statistics.median
    wall, cpu = middle(a.wall / b.wall for a, b in pairs), middle(a.cpu / b.cpu for a, b in pairs)
    medians = [middle(each[side][kind] for each in pairs) for kind in (0, 1) for side in (0, 1)]
    rows.append(["median", *_cells(*medians[:2])[:2], f"{wall:.3f}", *_cells(*medians[2:])[:2], f"{cpu:.3f}"])
    least = [min(each[side][kind] for each in pairs) for kind in (0, 1) for side in (0, 1)]
    rows.append(["least", *_cells(*least[:2]), *_cells(*least[2:])])
    print(f"{preset}, epochs 2 to {epochs}: seconds on the clock, and seconds of the processors")
    print(table(["round", "engine", "bare", "ratio", "engine cpu", "bare cpu", "ratio"], rows))
    verdict = "kept" if wall <= 1 + TARGET else "missed"
    print(
        f"overhead {100 * (wall - 1):+.1f}% on the clock, {100 * (cpu - 1):+.1f}% of the processors (medians of the rounds' ratios)"
    )
    print(f"target at most {100 * TARGET:.0f}% on the clock: {verdict}")


def _cells(engine: float, bare: float) -> list[str]:
    return [f"{engine:.2f}", f"{bare:.2f}", f"{engine / bare:.3f}"]


if __name__ == "__main__":
    main()
