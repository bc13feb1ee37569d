"""Trainings that are killed, stopped, frozen and queued at once: `python harness/trainings.py kills --count 200`."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cnn_core.data.choice import DataChoice
from cnn_core.engine import Laboratory
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten
from cnn_core.training.config import TrainingConfig
from harness.promises import Program, Tally, main

PATIENCE = 180.0
SIGNALS = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM)


def experiment(epochs: int, images: int = 2000) -> Experiment:
    layers = (Conv2D(filters=4), Flatten(), Dense(units=10, activation="softmax"))
    return Experiment(
        architecture=Architecture(name="harness", input_shape=(28, 28, 1), layers=layers),
        data=DataChoice(train_size=images),
        training=TrainingConfig(epochs=epochs),
    )


def begun(laboratory: Laboratory, chance: random.Random) -> tuple[str, int]:
    """A run that trains, at a random batch, and the process of its worker."""
    run, steps = laboratory.submit(experiment(200), "ann"), chance.randrange(1, 150)
    state = laboratory.wait(run, lambda state: state.ended or state.step >= steps, PATIENCE)
    assert state.status == "running", state.reason or state.words
    started = next(each for each in laboratory.folder(run).events() if each["event"] == "started")
    return run, int(started["worker"].rsplit(":", 1)[1])


def kills(tally: Tally, count: int, chance: random.Random) -> None:
    for what in ("corrupt", "lost more than an epoch", "told after more than 5 s"):
        tally.count(what, 0)
    with running() as laboratory:
        for number in range(count):
            run, worker = begun(laboratory, chance)
            began = time.monotonic()
            os.kill(worker, SIGNALS[number % len(SIGNALS)])
            state = laboratory.wait(run, timeout=60)
            took = time.monotonic() - began
            folder = laboratory.folder(run)
            resume = folder.resume()
            tally.count("corrupt", state.status != "failed" or folder.state() != state)
            tally.count("lost more than an epoch", (resume.epoch if resume else 0) < len(state.history) - 1)
            tally.count("told after more than 5 s", took > 5)
            tally.seconds.append(took)
            tally.tried += 1


def stops(tally: Tally, count: int, chance: random.Random) -> None:
    tally.count("above 6 s", 0)
    with running() as laboratory:
        for _ in range(count):
            run, _ = begun(laboratory, chance)
            began = time.monotonic()
            laboratory.stop(run)
            assert laboratory.wait(run, timeout=60).ended
            tally.seconds.append(time.monotonic() - began)
            tally.count("above 6 s", tally.seconds[-1] > 6)
            tally.tried += 1


def frozen(tally: Tally, count: int, chance: random.Random) -> None:
    tally.count("not ended in words", 0)
    with running() as laboratory:
        for _ in range(count):
            run, worker = begun(laboratory, chance)
            os.kill(worker, signal.SIGSTOP)
            began = time.monotonic()
            laboratory.stop(run)
            state = laboratory.wait(run, timeout=60)
            tally.seconds.append(time.monotonic() - began)
            tally.count("not ended in words", state.status != "failed" or "did not answer" not in state.reason)
            tally.tried += 1
        laboratory.stop(begun(laboratory, chance)[0])  # as each before it, this one got the place of the frozen one


def queue(tally: Tally, count: int, chance: random.Random) -> None:
    """All at once, three by each person in turn; the time is that from the end of one run to the beginning of the next."""
    with running() as laboratory:
        runs = {
            laboratory.submit(experiment(1, 200), f"person {number % 10}"): f"person {number % 10}" for number in range(count)
        }
        ended = [laboratory.wait(run, timeout=PATIENCE).status for run in runs]
        begins, ends = ({run: _moment(laboratory, run, kind) for run in runs} for kind in ("started", "finished"))
        slots = laboratory.status.slots
    order = sorted(runs, key=lambda run: begins[run])
    rounds = [[runs[run] for run in order[start : start + 10]] for start in range(0, count, 10)]
    tally.count("not finished", sum(status != "finished" for status in ended))
    tally.count(f"of {len(rounds)} rounds in which somebody came twice", sum(len(set(each)) != len(each) for each in rounds))
    if slots.train + slots.opened == 1:
        tally.seconds += [begins[after] - ends[before] for before, after in pairwise(order)]
    tally.tried += count


def _moment(laboratory: Laboratory, run: str, kind: str) -> float:
    return next(float(each["time"]) for each in laboratory.folder(run).events() if each["event"] == kind)


@contextmanager
def running() -> Iterator[Laboratory]:
    """A laboratory with an engine, in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        laboratory = Laboratory(Path(home)).start()
        try:
            assert laboratory.wait_ready(PATIENCE), laboratory.status
            yield laboratory
        finally:
            laboratory.close()


PROGRAMS: dict[str, tuple[str, Program]] = {
    "kills": ("A worker killed at a random moment (9, 11, 6, 15)", kills),
    "stops": ("Stop pressed at a random moment", stops),
    "frozen": ("A frozen worker (SIGSTOP), then Stop", frozen),
    "queue": ("Trainings queued at once, by 10 people", queue),
}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 200)
