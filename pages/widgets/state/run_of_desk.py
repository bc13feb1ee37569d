"""The run that trained what is on the desk, which after an undo is an earlier one than the run in hand, and the one next of kin to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, takewhile

from cnn_core.errors import LabError
from cnn_core.runs import PRETRAINED
from cnn_core.spec.architecture import Architecture
from cnn_core.workspace.standing import OTHER_DATA, OTHER_NETWORK, OTHER_SETTINGS, SAME, standing
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

LOOKED_AT = 20
"""So many runs back one is looked for, of those on the data of the desk, and so many steps back an edit."""
EDITED = "edited"
NEARNESS = (SAME, OTHER_SETTINGS, OTHER_DATA, EDITED)


@dataclass(frozen=True)
class Kin:
    """A run of which the desk has the network, with the same or other data or settings as `standing` calls it, or has it EDITED."""

    run: str
    how: str


def run_of_desk() -> str | None:
    """The run in hand if it trained exactly this, or else the newest one of this person's that did and has weights, or else the network that came
    with the app; None if the desk has something new."""
    mine = session()
    return next((run for run in _looked_at() if _trained(run) and (run == mine.run or _has_weights(run))), None)


def kin_of_desk() -> Kin | None:
    """The run that tells most of what is on the desk: that of exactly this, be it one that still waits, or else of this network on these data,
    on others, or else of the one that was edited. Of each kind the run in hand, or else the newest of this person's that is on or has weights. None where no run is."""
    mine, lab = session(), laboratory()
    if mine.run != PRETRAINED and _trained(mine.run):  # most often, and while it trains twice a second
        return Kin(mine.run, SAME)
    on, found = lab.active(mine.owner), []
    for run in _looked_at():
        with suppress(LabError):
            how = standing(mine.experiment, lab.folder(run).meta.experiment)
            if (how != OTHER_NETWORK or _edited(run)) and (run == mine.run or run in on or _has_weights(run)):
                found.append(Kin(run, how if how != OTHER_NETWORK else EDITED))
    return min(found, key=lambda kin: NEARNESS.index(kin.how), default=None)


def _looked_at() -> Iterator[str]:
    """The run in hand, earlier ones of this person's from the newest, and last the network that came with the app, be it in hand or not."""
    mine, lab = session(), laboratory()
    if mine.run != PRETRAINED:
        yield mine.run
    dataset = mine.experiment.data.dataset
    yield from islice((run.id for run in lab.runs(mine.owner) if run.dataset == dataset and run.id != mine.run), LOOKED_AT)
    yield PRETRAINED


def _trained(run: str) -> bool:
    with suppress(LabError):  # it is being deleted
        return standing(session().experiment, laboratory().folder(run).meta.experiment) == SAME
    return False


def _has_weights(run: str) -> bool:
    with suppress(LabError):
        laboratory().weights_key(run)
        return True
    return False


def _edited(run: str) -> bool:
    """Whether the desk came from its network by edits; never from the one that came with the app, nor from one of a file."""
    lab = laboratory()
    if run == PRETRAINED or lab.result(run).loaded:
        return False
    trained = lab.folder(run).meta.experiment.architecture
    return any((each.layers, each.input_shape) == (trained.layers, trained.input_shape) for each in _lineage())


def _lineage() -> Iterator[Architecture]:
    """The networks of the desk, newest first, back to where another one came onto it: its layers have other numbers."""
    desk = session().desk
    here = set(desk.ids)
    past = (each.architecture for each in islice(reversed(desk.past), LOOKED_AT))
    return takewhile(lambda each: here & set(each.ids), past)
