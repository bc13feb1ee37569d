"""The label of a run in menus."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.data.catalogue import displayed_name
from cnn_core.metrics.comparison import distinct
from cnn_core.runs import PRETRAINED, RunResult
from pages.widgets.state.began import moment_of


def run_label(run: RunResult) -> str:
    """Name or network, with a star if it has one, data, accuracy, when it was made, and what is particular about it."""
    kind = "came with the app" if run.id == PRETRAINED else f"{'loaded ' * run.loaded}{_moment(run)}"
    star = "★ " if run.annotation.starred else ""
    percent = "" if run.test_accuracy is None else f", {run.test_accuracy:.2%}"
    return (
        f"{star}{run.title} on {displayed_name(run.dataset)}{percent} ({kind}{f'; {run.particular}' if run.particular else ''})"
    )


def _moment(run: RunResult) -> str:
    day, time = moment_of(run)
    return f"{day:%d %b}, {time}"


def run_labels(runs: Sequence[RunResult]) -> dict[str, str]:
    """The label of each run by its id; runs that came newest first and have the same label are numbered from the oldest."""
    oldest_first = list(reversed(runs))
    return dict(zip([run.id for run in oldest_first], distinct([run_label(run) for run in oldest_first]), strict=True))
