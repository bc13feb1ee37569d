"""What the try of a lesson has set on a desk is put back before the next one sets its own: they would add up to a network that guesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.workspace.edit_history import Desk


def try_out(desk: Desk, experiment: Experiment) -> Desk:
    """The desk after an edit that a lesson proposes to it `without_tries`."""
    return desk.edit(experiment).marked(without_tries(desk))


def without_tries(desk: Desk) -> Experiment:
    """The experiment on the desk with everything as it was before lessons were tried, except what has been edited since.

    Of several tries the last one counts: it was made to a desk without those before. A try that was undone does not, nor does one
    behind a preset, a run or a file that came onto the desk.
    """
    marks = {id(mark.step): mark for mark in desk.marks}
    since: list[Experiment] = []
    for step in (desk.experiment, *reversed(desk.past)):
        since.append(step)
        if mark := marks.get(id(step)):
            return _put_back(mark.before, since) if mark.before else desk.experiment
    return desk.experiment


def _put_back(before: Experiment, since: Sequence[Experiment]) -> Experiment:
    """The newest, which is the first, of the experiments since a try, the last, with what none of them changed as it was before."""
    now, networks = since[0], [each.architecture for each in since]
    same = all((each, each.ids) == (networks[0], networks[0].ids) for each in networks)
    return replace(
        now,
        architecture=before.architecture if same else now.architecture,
        data=_settings(before.data, [each.data for each in since]),
        training=_settings(before.training, [each.training for each in since]),
    )


def _settings(before: Any, since: Sequence[Any]) -> Any:
    """The same of settings; as they are now where that does not go together."""
    now = since[0]
    names = [each.name for each in fields(now)]
    try:
        return replace(
            now, **{n: getattr(before, n) for n in names if all(getattr(each, n) == getattr(now, n) for each in since)}
        )
    except SpecError:
        return now
