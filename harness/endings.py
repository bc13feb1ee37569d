"""The app and its engine killed at random moments: `python harness/endings.py servers --count 100`."""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil

from cnn_core.engine import Laboratory
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.runs import RunFolder
from cnn_core.workspace.share_link import to_link
from harness.promises import Program, Tally, main
from harness.trainings import PATIENCE, begun, experiment, running
from harness.visitor import Visitor
from tests.browser.conftest import start_app, stop_app

GONE_SECONDS = 5.0
TOLERANCE = 1e-4
LOST = "lost more than one epoch"
WHAT = ("processes left after 5 s", "corrupt runs", LOST, "that did not go on as if nothing had happened")


def servers(tally: Tally, count: int, chance: random.Random) -> None:
    """Each app finds the home as the one before it left it. The times are those of the engine's end."""
    _begin(tally)
    tally.count("went on", 0)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        for number in range(count):
            app = start_app(Path(place))
            try:
                visitor = Visitor(app.url)
                visitor.go("", f"x={to_link(experiment(200))}")
                visitor.go("train")
                visitor.train()
                _trains(home, chance)
                below = psutil.Process(app.process.pid).children(recursive=True)
                app.process.send_signal((signal.SIGKILL, signal.SIGTERM)[number % 2])
                app.process.wait(60)
                _gone(tally, below)
            finally:
                stop_app(app)
            newest = _newest(home)
            assert newest is not None
            _judge(tally, RunFolder(newest))
            tally.tried += 1
        laboratory = Laboratory(home).start()
        try:
            assert laboratory.wait_ready(PATIENCE), laboratory.status
            _goes_on(tally, laboratory, [run.name for run in (home / "runs").iterdir()])
        finally:
            laboratory.close()


def engines(tally: Tally, count: int, chance: random.Random) -> None:
    """The app lives on, and starts another engine. The times are those of the engine's end."""
    _begin(tally)
    tally.count("runs not ended in words", 0)
    tally.count("went on", 0)
    with running() as laboratory:
        runs = []
        for _ in range(count):
            run, worker = begun(laboratory, chance)
            engine = psutil.Process(psutil.Process(worker).ppid())
            below = [engine, *engine.children(recursive=True)]
            engine.kill()
            _gone(tally, below)
            state = laboratory.wait(run, timeout=60)
            told = state.status == "failed" and "engine was killed" in state.reason
            tally.count("runs not ended in words", not told)
            if not told:
                print(state.status, state.reason, file=sys.stderr)
            _judge(tally, laboratory.folder(run))
            tally.tried += 1
            runs.append(run)
            assert laboratory.wait_ready(PATIENCE), laboratory.status
        _goes_on(tally, laboratory, runs)


def _begin(tally: Tally) -> None:
    for what in WHAT:
        tally.count(what, 0)


def _trains(home: Path, chance: random.Random) -> None:
    """Waits until the newest run has trained for a random number of batches."""
    steps, end = chance.randrange(1, 150), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        newest = _newest(home)
        if newest is not None and RunFolder(newest).state(live=True).step >= steps:
            return
        time.sleep(0.05)
    raise AssertionError("no run began to train")


def _newest(home: Path) -> Path | None:
    found = max((home / "runs").glob("*/run.json"), key=lambda file: file.stat().st_mtime_ns, default=None)
    return found and found.parent


def _gone(tally: Tally, processes: list[psutil.Process]) -> None:
    """Looks, and waits for none of them: psutil's own waiting takes from a child of this process the exit code that the product reads."""
    began, alive = time.monotonic(), processes
    while (alive := [each for each in alive if _lives(each)]) and time.monotonic() - began < GONE_SECONDS:
        time.sleep(0.02)
    tally.seconds.append(time.monotonic() - began)
    tally.count("processes left after 5 s", len(alive))
    for process in alive:
        process.kill()


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _judge(tally: Tally, folder: RunFolder) -> None:
    """Whether a run whose end nobody saw can be read, with all that it needs to go on, and how much of it is lost."""
    try:
        state, resume = folder.state(), folder.resume()
        for epoch in folder.epochs():
            folder.epoch_weights(epoch)
    except LabError as error:
        print(error, file=sys.stderr)
        tally.count("corrupt runs")
        return
    tally.count("corrupt runs", not state.ended)
    tally.count(LOST, (resume.epoch if resume else 0) < len(state.history) - 1)


def _goes_on(tally: Tally, laboratory: Laboratory, runs: Iterable[str]) -> None:
    """Trains one more epoch of each: its loss must be that of a run that nobody interrupted."""
    last = {run: resume.epoch for run in runs if (resume := laboratory.folder(run).resume()) is not None}
    if not last:
        return
    losses = _losses(laboratory, laboratory.submit(experiment(max(last.values()) + 1), "ann"))
    for run, epoch in last.items():
        owner = "ann"
        after = _losses(laboratory, laboratory.submit(_until(laboratory.folder(run), epoch + 1), owner, parent=run))
        wrong = any(abs(mine - theirs) > TOLERANCE * theirs for mine, theirs in zip(after, losses, strict=False))
        tally.count("that did not go on as if nothing had happened", wrong or len(after) != epoch + 1)
        tally.count("went on")


def _until(folder: RunFolder, epochs: int) -> Experiment:
    found = folder.meta.experiment
    return replace(found, training=replace(found.training, epochs=epochs))


def _losses(laboratory: Laboratory, run: str) -> list[float]:
    state = laboratory.wait(run, timeout=PATIENCE)
    assert state.status == "finished", state.reason
    return [each.loss for each in state.history]


PROGRAMS: dict[str, tuple[str, Program]] = {
    "servers": ("The app killed while it trains (9, 15)", servers),
    "engines": ("The engine killed while it trains (9)", engines),
}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 100)
