"""Finding runs by words, and putting them in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from cnn_core.data.catalogue import displayed_name
from cnn_core.runs.differing import Flat, varying
from cnn_core.runs.result import RunResult

NEWEST, BY_NAME = "newest", "name"
FIGURES: dict[str, Callable[[RunResult], float | None]] = {
    "best on test images": lambda run: run.test_accuracy,
    "best in validation": lambda run: run.val_accuracy,
    "slowest": lambda run: run.seconds,
}
NUMBER, VALUE = re.compile(r"^\d+ "), re.compile(r"[\d.e+x-]*\d[\d.e+x-]*")
OFF = (None, False, 0, "", "none")
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


def has_words(run: RunResult, words: str, settings: Sequence[str] = ()) -> bool:
    """Whether each of these words, whatever their case, is in the run's name, network, tags, note, images, status or settings.

    `settings` are those of `told_apart`. A number belongs to the word before it where that has one there: `filters 4`, `seed 2`.
    """
    written = run.annotation
    images = (run.dataset, displayed_name(run.dataset))
    said = (written.name, run.network, *written.tags, written.note, *images, run.particular, run.status)
    text = "\n".join(said).casefold()
    asked = words.casefold().replace("_", " ").split() if settings else words.casefold().split()
    asked = [word.strip(",") or word for word in asked]
    return all(_is_said(asked, place, text, settings) for place in range(len(asked)))


def told_apart(runs: Sequence[Flat]) -> list[list[str]]:
    """Of the settings of each run (see `settings_of`) those in which the runs differ, as `conv2d filters 4`; a layer has no number, and
    what is off is not said."""
    kept = varying(runs)
    return [[_phrase(name, each[name]) for name in kept if name in each and each[name] not in OFF] for each in runs]


def _phrase(name: str, value: Any) -> str:
    plain = NUMBER.sub("", name).replace(":", "").replace("_", " ")
    return f"{plain} {value:g}".casefold() if isinstance(value, float) else f"{plain} {value}".casefold()


def _is_said(asked: list[str], place: int, text: str, settings: Sequence[str]) -> bool:
    word, before = asked[place], asked[place - 1] if place else ""
    if before and VALUE.fullmatch(word):
        of_these = [each for each in settings if before in each]
        written = re.findall(rf"\b{re.escape(before)} ({VALUE.pattern})", text)
        if of_these or written:
            return any(word in each.split() for each in of_these) or word in written
    return word in text or (not VALUE.fullmatch(word) and any(word in each for each in settings))
