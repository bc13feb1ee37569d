"""What the tries of lessons have set on a desk is put back before the next one sets its own: they would add up to a network that guesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.workspace.edit_history import Desk


def without_tries(experiment: Experiment, tries: Sequence[Desk]) -> Experiment:
    """The experiment with everything as it was before these tries, except what has been edited since.

    Each try is a desk whose one step back is the experiment before it. A preset or a run that came onto the desk since is left alone.
    """
    for tried in reversed(tries):
        before, after = tried.past[-1], tried.experiment
        stays = experiment.architecture == after.architecture
        if stays or set(experiment.architecture.ids) & set(after.architecture.ids):
            experiment = replace(
                experiment,
                architecture=before.architecture if stays else experiment.architecture,
                data=_put_back(experiment.data, before.data, after.data),
                training=_put_back(experiment.training, before.training, after.training),
            )
    return experiment


def _put_back(now: Any, before: Any, after: Any) -> Any:
    """Settings with each that is still what the try made of it as it was before; all as they are where that does not go together."""
    old = {each.name: getattr(before, each.name) for each in fields(now) if getattr(now, each.name) == getattr(after, each.name)}
    try:
        return replace(now, **old)
    except SpecError:
        return now
