"""Many people at once, each a session over a real WebSocket: `python harness/sessions.py thirty --count 900`."""

from __future__ import annotations

import random
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder
from cnn_core.workspace.share_link import to_link
from harness.promises import Program, Tally, main
from harness.visitor import NoAnswer, Visitor
from tests.browser.conftest import App, start_app, stop_app

PAGES = ("", "data", "train", "evaluate", "draw", "explain", "compare", "learn")
EVERY = 2.0
ENGINE_SECONDS = 120.0
LONG = 200


@contextmanager
def served() -> Iterator[App]:
    with tempfile.TemporaryDirectory() as folder:
        app = start_app(Path(folder))
        try:
            yield app
        finally:
            stop_app(app)


def arrive(app: App, epochs: int) -> Visitor:
    """A visitor whose network has a secret for its name: it stands on every page, and in the runs."""
    secret = f"canary-{secrets.token_hex(8)}"
    found = PRESETS["small-cnn"].experiment
    found = replace(found, architecture=replace(found.architecture, name=secret), training=replace(found.training, epochs=epochs))
    visitor = Visitor(app.url, secret)
    visitor.go("", f"x={to_link(found)}")
    assert visitor.secret in visitor.seen.secrets
    return visitor


def act(visitor: Visitor, chance: random.Random) -> float:
    """Opens another page, or edits a setting there; how long it took."""
    if visitor.page == "train" and chance.random() < 0.5:
        return visitor.type_number("Seed of all that is random (seed)", chance.randrange(1000))
    return visitor.go(chance.choice(PAGES))


def crowd(people: int, tally: Tally, count: int, chance: random.Random) -> None:
    """Each does something every two seconds, and what redraws itself on their page is asked for as often as a browser asks."""
    for what in ("errors", "frames with the secret of another", "trainings that were not on to the end"):
        tally.count(what, 0)
    lock = threading.Lock()

    def behave(visitor: Visitor, seed: int) -> None:
        own = random.Random(seed)
        visitor.wait(own.random() * EVERY)
        for _ in range(count // people):
            try:
                took = act(visitor, own)
                with lock:
                    tally.seconds.append(took)
                    tally.tried += 1
                visitor.wait(max(0.0, EVERY - took))
            except NoAnswer:
                with lock:
                    tally.count("errors")
                return

    with served() as app, training(app) as alive:
        visitors = [arrive(app, 3) for _ in range(people)]
        try:
            with ThreadPoolExecutor(people) as pool:
                list(pool.map(behave, visitors, [chance.randrange(10**9) for _ in visitors]))
            tally.count("trainings that were not on to the end", 2 - alive())
        finally:
            settle(tally, visitors)


def settle(tally: Tally, visitors: list[Visitor]) -> None:
    for visitor in visitors:
        tally.count("errors", len(visitor.seen.errors))
        for error in visitor.seen.errors[:3]:
            print(error, file=sys.stderr)
        tally.count("frames with the secret of another", len(visitor.seen.secrets - {visitor.secret}))
        visitor.close()


@contextmanager
def training(app: App) -> Iterator[Callable[[], int]]:
    """Two endless trainings, one of a visitor and one of the command line, both under way; gives how many of them are on."""
    visitor = arrive(app, LONG)
    visitor.go("train")
    visitor.train()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "cnn_core", "train", "--preset", "small-cnn", "--epochs", str(LONG), "--out", folder]
        other = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def on() -> int:
            found = [run for root in (app.home / "runs", Path(folder)) for run in root.glob("*") if (run / "run.json").is_file()]
            return sum(bool((state := RunFolder(run).state(live=True)).points) and not state.ended for run in found)

        try:
            end = time.monotonic() + ENGINE_SECONDS
            while on() < 2:
                assert time.monotonic() < end, "the trainings did not begin"
                time.sleep(0.5)
            yield on
        finally:
            other.kill()
            other.wait()
            with suppress(OSError):
                visitor.close()


def canary(tally: Tally, count: int, chance: random.Random) -> None:
    """So many people with a secret each train once and look at every page, all at the same time."""
    tally.count("frames with the secret of another", 0)
    tally.count("errors", 0)

    lock = threading.Lock()

    def walk(visitor: Visitor) -> None:
        try:
            visitor.go("train")
            visitor.train()
            for page in chance.sample(PAGES, len(PAGES)) * 2:
                visitor.go(page)
                visitor.wait(1)
        except NoAnswer:
            with lock:
                tally.count("errors")

    with served() as app:
        visitors = [arrive(app, 1) for _ in range(count)]
        try:
            with ThreadPoolExecutor(count) as pool:
                list(pool.map(walk, visitors))
        finally:
            tally.tried += count
            settle(tally, visitors)


PROGRAMS: dict[str, tuple[str, Program]] = {
    "thirty": ("30 sessions over WebSockets, beside two trainings", partial(crowd, 30)),
    "sixty": ("60 sessions over WebSockets, beside two trainings", partial(crowd, 60)),
    "canary": ("A secret of each of 30 sessions", canary),
}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 900)
