"""Memory over a long day: `python harness/memory.py trainings --count 100`."""

from __future__ import annotations

import random
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil

from harness.promises import Program, Tally, main
from harness.sessions import PAGES, arrive, served
from harness.trainings import PATIENCE, begun, experiment, running

MB = 2**20
WARM, FLAT_MB, MOST_MB = 5, 2.0, 300


def trainings(tally: Tally, count: int, chance: random.Random) -> None:
    """One worker trains on another number of images each time; its growth is that from the sixth to the last five trainings."""
    with running() as laboratory:
        run, number = begun(laboratory, chance)
        laboratory.stop(run)
        laboratory.wait(run, timeout=PATIENCE)
        worker, sizes = psutil.Process(number), []
        for _ in range(count):
            run = laboratory.submit(experiment(1, chance.choice((500, 1000, 1500))), "ann")
            assert laboratory.wait(run, timeout=PATIENCE).status == "finished"
            sizes.append(worker.memory_info().rss / MB if worker.is_running() else 0.0)
            tally.tried += 1
    later = [size for size in sizes[WARM:] if size]
    growth = (statistics.fmean(later[-5:]) - statistics.fmean(later[:5])) / max(1, len(later) - 5)
    tally.count(f"workers that grew by more than {FLAT_MB:.0f} MB per training", growth > FLAT_MB)
    tally.reached("MB per training", round(growth, 2))
    tally.reached("MB at the most", max(later))


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
