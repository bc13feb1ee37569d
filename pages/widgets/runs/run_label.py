"""The label of a run in menus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from cnn_core.data.catalogue import displayed_name
from cnn_core.metrics.comparison import distinct
from cnn_core.runs import PRETRAINED, RunResult
from pages.widgets.state.began import began


def run_label(run: RunResult) -> str:
    """Name or network, with a star if it has one, data, accuracy, when it was made, and what is particular about it."""
    return _label(run, f" on {displayed_name(run.dataset)}", began, run.particular)


def run_labels(runs: Sequence[RunResult]) -> dict[str, str]:
    """The label of each run by its id; runs that came newest first and have the same label are numbered from the oldest."""
    oldest_first = list(reversed(runs))
    return dict(zip([run.id for run in oldest_first], distinct(labels_apart(oldest_first, began)), strict=True))


def labels_apart(runs: Sequence[RunResult], when: Callable[[RunResult], str]) -> list[str]:
    """The labels of these runs with first what tells them apart, since menus cut the end off: of what is particular that which fewest have,
    and no dataset where it is that of all."""
    words = Counter(word for run in runs for word in _words(run))
    several = len({run.dataset for run in runs}) > 1
    return [
        _label(
            run,
            f" on {displayed_name(run.dataset)}" if several else "",
            when,
            ", ".join(sorted(_words(run), key=words.__getitem__)),
        )
        for run in runs
    ]


def _label(run: RunResult, data: str, when: Callable[[RunResult], str], particular: str) -> str:
    kind = "came with the app" if run.id == PRETRAINED else f"{'loaded ' * run.loaded}{when(run)}"
    star = "★ " if run.annotation.starred else ""
    percent = "" if run.test_accuracy is None else f", {run.test_accuracy:.2%}"
    return f"{star}{run.title}{data}{percent} ({kind}{f'; {particular}' if particular else ''})"


def _words(run: RunResult) -> list[str]:
    """What is particular about it, without what its name says."""
    return [word for word in run.particular.split(", ") if word and word not in run.title]
