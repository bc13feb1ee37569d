"""Memory over a long day: `python harness/memory.py trainings --count 100`."""

from __future__ import annotations

import random
import statistics
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil

from harness.promises import Program, Tally, main
from harness.sessions import PAGES, arrive, served
from harness.trainings import PATIENCE, experiment, running

MB = 2**20
WARM, FLAT_MB, MOST_MB = 5, 2.0, 300


def trainings(tally: Tally, count: int, chance: random.Random) -> None:
    """Each training on another number of images; a worker that the engine ended, which it does where one grew too large, is counted."""
    sizes: dict[int, list[float]] = {}
    with running() as laboratory:
        for _ in range(count):
            run = laboratory.submit(experiment(1, chance.choice((500, 1000, 1500))), "ann")
            assert laboratory.wait(run, timeout=PATIENCE).status == "finished"
            started = next(each for each in laboratory.folder(run).events() if each["event"] == "started")
            number = int(started["worker"].rsplit(":", 1)[1])
            known = sizes.setdefault(number, [])
            with suppress(psutil.NoSuchProcess):  # ended already
                known.append(psutil.Process(number).memory_info().rss / MB)
            tally.tried += 1
    grown = [growth(each) for each in sizes.values()]
    tally.count("workers ended and replaced", max(0, len(sizes) - 1))
    tally.count(f"workers that grew by more than {FLAT_MB:.0f} MB per training", sum(each > FLAT_MB for each in grown))
    tally.reached("MB per training", round(max(grown, default=0.0), 2))
    tally.reached("MB at the most", max((size for each in sizes.values() for size in each), default=0.0))


def growth(sizes: list[float]) -> float:
    """Of one worker, MB per training: from the five after the first to the last five; fewer, where it did not live for so long."""
    later = sizes[WARM:]
    some = min(5, len(later) // 2)
    return (statistics.fmean(later[-some:]) - statistics.fmean(later[:some])) / (len(later) - some) if some else 0.0


def pages(tally: Tally, count: int, chance: random.Random) -> None:
    """The app's own process after so many walks over all pages, each by somebody else."""
    with served() as app:
        process = psutil.Process(app.process.pid)
        for _ in range(count):
            visitor = arrive(app, 1)
            for page in PAGES:
                visitor.go(page)
            visitor.close()
            tally.tried += 1
        size = process.memory_info().rss / MB
    tally.count(f"above {MOST_MB} MB", size > MOST_MB)
    tally.reached("MB at the end", size)


PROGRAMS: dict[str, tuple[str, Program]] = {
    "trainings": ("The memory of a worker over many trainings", trainings),
    "pages": ("The memory of the app after walks over all pages", pages),
}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 100)
