"""Starting a run from the desk, and the obstacles to it."""

from __future__ import annotations

from cnn_core.data.catalogue import entry_of
from cnn_core.data.load import find, removed
from cnn_core.data.own import is_own
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.summary import summarise
from cnn_core.text import page_words
from cnn_core.workspace.standing import SAME, standing
from pages.widgets.state.laboratory import laboratory, plans
from pages.widgets.state.next_run import queue_behind
from pages.widgets.state.requests import go_to, refuse
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session


def obstacle(experiment: Experiment) -> str:
    """Why this experiment cannot be trained now, as a sentence; empty if it can."""
    entry = entry_of(experiment.data.dataset)
    errors = summarise(experiment.architecture, len(class_names(experiment.data))).errors
    if errors:
        return f"{errors[0].message} The Build page offers a way out."
    if find(entry.name) is None:
        if is_own(entry.name):
            return str(removed(entry))
        return f"The images of {entry.title} are not on this machine yet: see the Data page."
    try:
        laboratory().first_weights(experiment)
    except LabError as error:
        return page_words(str(error))
    return ""


def comes_next() -> bool:
    """Whether what is on the desk can be queued beside the chosen run: that is on, and is of something else."""
    mine = session()
    return not run_state(mine.run).ended and not _is_on(mine.experiment)


def _is_on(experiment: Experiment) -> bool:
    """Whether the chosen run has not ended, and is of this experiment or has one of it beside or behind it."""
    mine, lab = session(), laboratory()
    if run_state(mine.run).ended:
        return False
    return any(standing(experiment, lab.folder(run).meta.experiment) == SAME for run in {mine.run, *lab.active(mine.owner)})


def train(parent: str | None = None, experiment: Experiment | None = None) -> None:
    """Queues an experiment (the desk's, if none is given) and shows the new run. For button callbacks.

    With a parent, it goes on from that run's last whole epoch instead of fresh weights. While the chosen run is on, no second one like
    it is added: the second click of two shows the run of the first. Another one is queued behind it, and shown when its turn comes:
    who watches a training is not taken to one that waits.
    """
    mine, lab = session(), laboratory()
    wanted = experiment or mine.experiment
    with mine.lock:
        if mine.overtaken():
            return
        try:
            if not _is_on(wanted):
                blocked = obstacle(wanted)
                if blocked:
                    refuse(blocked)
                    return
                run = lab.submit(wanted, mine.owner, parent)
                if run_state(mine.run).ended:
                    mine.show_run(run)  # first: it trains, whatever becomes of its place in a plan
                else:
                    queue_behind(mine.run, run)
                if parent is not None:
                    plans().take_place(mine.owner, parent, run)
            go_to("pages/train.py")
        except LabError as error:
            refuse(str(error))
