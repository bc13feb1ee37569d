"""Trainings that are killed, stopped, frozen and queued at once: `python harness/trainings.py kills --count 200`."""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cnn_core.data.choice import DataChoice
from cnn_core.engine import Laboratory
from cnn_core.experiment import Experiment
from cnn_core.runs.result import RunResult
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten
from cnn_core.training.config import TrainingConfig
from harness.promises import percentile, record

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


def kills(laboratory: Laboratory, count: int) -> None:
    chance, told, lost, damaged = random.Random(1), [], 0, 0
    for number in range(count):
        run, worker = begun(laboratory, chance)
        began = time.monotonic()
        os.kill(worker, SIGNALS[number % len(SIGNALS)])
        state = laboratory.wait(run, timeout=60)
        told.append(time.monotonic() - began)
        folder = laboratory.folder(run)
        resume = folder.resume()
        lost += (resume.epoch if resume else 0) < len(state.history) - 1
        damaged += state.status != "failed" or folder.state() != state
    late = sum(seconds > 5 for seconds in told)
    words = f"{damaged} corrupt, {lost} lost more than an epoch, {late} told after more than 5 s (slowest {max(told):.1f} s)"
    record("A worker killed at a random moment (9, 11, 6, 15)", f"{count}", words)


def stops(laboratory: Laboratory, count: int) -> None:
    chance, took = random.Random(2), []
    for _ in range(count):
        run, _ = begun(laboratory, chance)
        began = time.monotonic()
        laboratory.stop(run)
        assert laboratory.wait(run, timeout=60).ended
        took.append(time.monotonic() - began)
    late = sum(seconds > 6 for seconds in took)
    words = f"p50 {percentile(took, 50):.1f} s, p95 {percentile(took, 95):.1f} s, slowest {max(took):.1f} s, {late} above 6 s"
    record("Stop pressed at a random moment", f"{count}", words)


def frozen(laboratory: Laboratory, count: int) -> None:
    chance, took, wrong = random.Random(3), [], 0
    for _ in range(count):
        run, worker = begun(laboratory, chance)
        os.kill(worker, signal.SIGSTOP)
        began = time.monotonic()
        laboratory.stop(run)
        state = laboratory.wait(run, timeout=60)
        took.append(time.monotonic() - began)
        wrong += state.status != "failed" or "did not answer" not in state.reason
    laboratory.stop(begun(laboratory, chance)[0])  # as each before it, this one got the place of the frozen one
    words = f"{wrong} not ended in words, slowest {max(took):.1f} s; the place was used by the next run each time"
    record("A frozen worker (SIGSTOP), then Stop", f"{count}", words)


def queue(laboratory: Laboratory, count: int) -> None:
    people = [f"person {number % 10}" for number in range(count)]
    runs = {laboratory.submit(experiment(1, 200), person): person for person in people}
    finished = [laboratory.wait(run, timeout=PATIENCE).status for run in runs]
    results: list[RunResult] = [laboratory.result(run) for run in runs]
    begins = {each.id: _moment(laboratory, each.id, "started") for each in results}
    order = [runs[run] for run in sorted(begins, key=lambda run: begins[run])]
    rounds = [order[start : start + 10] for start in range(0, count, 10)]
    unfair = sum(len(set(each)) != len(each) for each in rounds)
    words = f"{finished.count('finished')} finished, {unfair} of {len(rounds)} rounds in which somebody came twice"
    record("Trainings queued at once, by 10 people", f"{count}", words)


def _moment(laboratory: Laboratory, run: str, kind: str) -> float:
    return next(float(each["time"]) for each in laboratory.folder(run).events() if each["event"] == kind)


PROGRAMS: dict[str, Callable[[Laboratory, int], None]] = {"kills": kills, "stops": stops, "frozen": frozen, "queue": queue}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=PROGRAMS)
    parser.add_argument("--count", type=int, default=200)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        laboratory = Laboratory(Path(home)).start()
        try:
            assert laboratory.wait_ready(PATIENCE), laboratory.status
            PROGRAMS[chosen.what](laboratory, chosen.count)
        finally:
            laboratory.close()


if __name__ == "__main__":
    main()
