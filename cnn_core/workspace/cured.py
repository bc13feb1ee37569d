"""A change that the training doctor offers for a run comes onto a desk: an edit with its own name, where the desk is that run's experiment."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.experiment import Experiment
from cnn_core.workspace.edit_history import Desk


def cured(desk: Desk, before: Experiment, after: Experiment, words: str) -> Desk:
    """The desk after the change from `before` to `after`, called by these words in its steps. Its layers keep their numbers.

    Where another experiment is on the desk, more changes than these words say, so it says what as of every experiment that is brought.
    """
    if desk.experiment != before:
        return desk.bring(after)
    known = dict(zip(before.architecture.ids, desk.ids, strict=True))
    ids = tuple(known.get(number, number) for number in after.architecture.ids)
    if len(set(ids)) == len(ids):
        after = replace(after, architecture=replace(after.architecture, ids=ids))
    return desk.bring(after, words)
