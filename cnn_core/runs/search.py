"""Finding runs by words, and putting them in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cnn_core.data.catalogue import displayed_name
from cnn_core.runs.result import RunResult

NEWEST, BY_NAME = "newest", "name"
FIGURES: dict[str, Callable[[RunResult], float | None]] = {
    "best on test images": lambda run: run.test_accuracy,
    "best in validation": lambda run: run.val_accuracy,
    "slowest": lambda run: run.seconds,
}
ORDERS = (NEWEST, *FIGURES, BY_NAME)


def in_order(runs: Sequence[RunResult], order: str) -> list[RunResult]:
    """The runs by name, or by a figure, the highest first and those without one last; runs that are alike, and "newest", stay as lists
    have them."""
    if order == BY_NAME:
        return sorted(runs, key=lambda run: run.title.casefold())
    if order not in FIGURES:
        return list(runs)
    figure = FIGURES[order]
    known = [run for run in runs if figure(run) is not None]
    return [*sorted(known, key=lambda run: figure(run) or 0.0, reverse=True), *(run for run in runs if figure(run) is None)]


def has_words(run: RunResult, words: str) -> bool:
    """Whether each of these words, whatever their case, is in the run's name, network, tags, note, images, settings or status."""
    written = run.annotation
    images = (run.dataset, displayed_name(run.dataset))
    said = (written.name, run.network, *written.tags, written.note, *images, run.particular, run.status)
    text = "\n".join(said).casefold()
    return all(word in text for word in words.casefold().split())
