"""How fast the laboratory trains beside a notebook: `python benchmarks/training.py [--rounds N] [--only NAME ...]`.

notebook: `model.fit` on arrays with its own defaults, in a process of its own, and TensorFlow's: it uses oneDNN on newer processors alone.
notebook, oneDNN: the same with oneDNN, as the app has it everywhere. float32: the app's engine with that precision. default: the engine
as it comes, with the precision that it chooses for this machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.contest import EPOCHS, NETWORKS, Engine, Program, experiment, in_turns, matrix_speed, rows, show  # noqa: E402
from cnn_core.engine import Laboratory  # noqa: E402
from cnn_core.training.precision import AUTO, FLOAT32, auto_words  # noqa: E402

NOTEBOOK = """
import json, sys, time
import keras
import numpy as np
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.experiment import Experiment
from cnn_core.keras_backend.build import build

class Clock(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.ends = []
    def on_epoch_end(self, epoch, logs=None):
        self.ends.append(time.perf_counter())

experiment = Experiment.from_json(json.loads(sys.argv[1]))
data = prepare(load(experiment.data.dataset), experiment.data)
x_train, x_val = np.asarray(data.x_train), np.asarray(data.x_val)
training = experiment.training
for line in sys.stdin:
    model = build(experiment.architecture, training.seed)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    clock = Clock()
    model.fit(x_train, data.y_train, batch_size=training.batch_size, epochs=training.epochs,
              validation_data=(x_val, data.y_val), verbose=0, callbacks=[clock])
    print((training.epochs - 1) * len(data.x_train) / (clock.ends[-1] - clock.ends[0]), flush=True)
"""
AGAINST = "notebook"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    chosen = options.parse_args()
    limit = matrix_speed()
    lines = []
    with tempfile.TemporaryDirectory() as home:
        laboratory = Laboratory(Path(home)).start()
        try:
            for preset in chosen.only:
                told = experiment(preset, FLOAT32).to_json()
                notebooks = {
                    AGAINST: Program(sys.executable, NOTEBOOK, told),
                    f"{AGAINST}, oneDNN": Program(sys.executable, NOTEBOOK, told, TF_ENABLE_ONEDNN_OPTS="1"),
                }
                engine = {
                    name: Engine(laboratory, experiment(preset, which))
                    for name, which in (("float32", FLOAT32), ("default", AUTO))
                }
                try:
                    speeds = in_turns({**notebooks, **engine}, chosen.rounds)
                finally:
                    for each in notebooks.values():
                        each.close()
                lines += rows(preset, speeds, AGAINST, limit)
        finally:
            laboratory.close()
    print(f"Training images per second, epochs 2 to {EPOCHS}, medians of {chosen.rounds} rounds")
    show(lines, AGAINST, limit)
    print(auto_words())


if __name__ == "__main__":
    main()
