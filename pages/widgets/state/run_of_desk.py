"""The run that trained what is on the desk, which after an undo is an earlier one than the run in hand."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice

from cnn_core.errors import LabError
from cnn_core.runs import PRETRAINED
from cnn_core.workspace.standing import SAME, standing
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

LOOKED_AT = 20
"""So many runs back one is looked for, of those on the data of the desk."""


def run_of_desk() -> str | None:
    """The run in hand if it trained exactly this, or else the newest one of this person's that did and has weights, or else the network that came
    with the app; None if the desk has something new."""
    mine, lab = session(), laboratory()
    desk = mine.experiment
    if _trained(mine.run):
        return mine.run
    earlier = (run.id for run in lab.runs(mine.owner) if run.dataset == desk.data.dataset and run.id != mine.run)
    for run in (*islice(earlier, LOOKED_AT), PRETRAINED):
        with suppress(LabError):  # it has no weights, or is being deleted
            if _trained(run):
                lab.weights_key(run)
                return run
    return None


def _trained(run: str) -> bool:
    return standing(session().experiment, laboratory().folder(run).meta.experiment) == SAME
