"""A plan of many runs whose app is killed in the middle: `python harness/plans.py killed --count 60`."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cnn_core.data.choice import DataChoice
from cnn_core.engine import Laboratory, Plans
from cnn_core.engine.plan_files import read_plans
from cnn_core.experiment import Experiment
from cnn_core.plan.record import PlanRecord
from cnn_core.runs import RunFolder, list_runs
from cnn_core.spec import Architecture, Dense, Flatten
from cnn_core.training.config import TrainingConfig
from harness.promises import Program, Tally, main

OWNER = "ann-" + "x" * 24
KILLS, SEEDS = 3, 10
PATIENCE = 1200.0
HOLD = "hold"


def experiment() -> Experiment:
    layers = (Flatten(), Dense(units=10, activation="softmax"))
    return Experiment(
        architecture=Architecture(name="tiny", input_shape=(8, 8, 1), layers=layers),
        data=DataChoice(dataset="digits", train_size=200),
        training=TrainingConfig(epochs=1),
    )


def hold(home: Path, count: int) -> None:
    """What the app does with a plan: begins it, or goes on with it, until every run has ended. This is the process that is killed."""
    laboratory = Laboratory(home).start()
    plans = Plans(home / "plans", laboratory)
    if not plans.of(OWNER):
        batches = ",".join(str(8 + number) for number in range(count // SEEDS))
        plans.begin(OWNER, experiment(), (f"batch_size={batches}",), SEEDS, False)
    while plans.of(OWNER)[0].on:
        time.sleep(0.2)
    plans.close()
    laboratory.close()


def killed(tally: Tally, count: int, chance: random.Random) -> None:
    """Killed three times, each time at a moment within the next part of the runs; then left alone until the plan is done."""
    for what in ("runs lost", "runs trained twice", "runs without an end"):
        tally.count(what, 0)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for part in range(KILLS):
            holder = _held(home, count)
            wanted = chance.randrange(part * count // KILLS + 1, (part + 1) * count // KILLS)
            _until(home, wanted, holder)
            time.sleep(chance.random())
            holder.kill()
            holder.wait()
        holder = _held(home, count)
        assert holder.wait(PATIENCE) == 0, "the plan did not come to its end"
        record = _record(home)
        trained = _finished(home)
        wanted_texts = [_key(case.experiment) for case in record.cases()]
        tally.count("runs lost", sum(not trained[each] for each in wanted_texts))
        tally.count("runs trained twice", sum(max(0, trained[each] - 1) for each in wanted_texts))
        tally.count("runs without an end", sum(each.status in ("queued", "running") for each in list_runs(home / "runs")))
        tally.count("cut off by a kill and begun anew", len(list_runs(home / "runs")) - trained.total())
        tally.tried += len(wanted_texts)


def _held(home: Path, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, __file__, HOLD, str(home), str(count)])


def _finished(home: Path) -> Counter[str]:
    """How often each experiment has been trained to its end."""
    ended = [run.id for run in list_runs(home / "runs") if run.status == "finished"]
    return Counter(_key(RunFolder(home / "runs" / run).meta.experiment) for run in ended)


def _key(made: Experiment) -> str:
    return json.dumps(made.to_json(), sort_keys=True)


def _record(home: Path) -> PlanRecord:
    (record,) = read_plans(home / "plans").values()
    return record


def _until(home: Path, finished: int, holder: subprocess.Popen[bytes]) -> None:
    """Waits until so many runs have finished."""
    end = time.monotonic() + PATIENCE
    while _finished(home).total() < finished:
        assert holder.poll() is None, "the holder of the plan ended by itself"
        assert time.monotonic() < end, "the plan does not get on"
        time.sleep(0.1)


PROGRAMS: dict[str, tuple[str, Program]] = {
    "killed": ("A plan of 60 runs, and the app killed three times meanwhile (9)", killed),
}

if __name__ == "__main__":
    if sys.argv[1:2] == [HOLD]:
        hold(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(__doc__, PROGRAMS, 60)
