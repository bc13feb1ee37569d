"""How long the next training will take on this machine."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.forecast import USUAL_ERROR, images_in_memory, memory_bytes, seconds_of, sizes_of
from cnn_core.runs import RunResult
from cnn_core.runs.experience import Measured, experience_of, measured_of
from cnn_core.summary import Summary
from cnn_core.text import duration
from cnn_core.training.precision import is_mixed
from pages.widgets.state.at_once import share_cores
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

LEARNED_FROM, OF_EACH = 24, 4
"""The last runs of a person, as a machine is not always as busy as it was; of each network and its images so many, so that a plan of
one network does not take the place of all others."""
LOOK_EVERY = 20.0


@dataclass(frozen=True)
class Forecast:
    """Training images, seconds per epoch and in total, no more than the minutes that are set, and bytes during training.

    The total has what a run takes beside its epochs, which in a plan of many short runs is the most of it. `sure` says whether earlier
    runs of this person show how long runs take here, `cut` whether the minutes end it before its last epoch.
    """

    images: int
    epoch: float
    total: float
    memory: float
    sure: bool = True
    cut: bool = False

    @property
    def in_all(self) -> str:
        """The total in words."""
        return f"at most {duration(self.total)}" if self.cut else roughly(self.total)


def forecast(experiment: Experiment, summary: Summary) -> Forecast | None:
    """None if the network does not work, or while this machine is being measured."""
    slowness = laboratory().machine.slowness
    if slowness is None or summary.errors:
        return None
    try:
        entry = entry_of(experiment.data.dataset)
    except LabError:
        return None
    parts = entry.train_size, entry.test_size, len(entry.class_names)
    train, _ = sizes_of(experiment.data, *parts)
    training = experiment.training
    said = seconds_of(experiment, summary, parts, slowness)
    taught = experience_of(measured_here(str(laboratory().root), session().owner, slowness), said[0])
    epoch, beside = taught.corrected(said)
    whole, most = epoch * training.epochs + beside, 60.0 * training.minutes or math.inf
    memory = memory_bytes(summary, images_in_memory(experiment.data, *parts), training.batch_size, is_mixed(training.precision))
    return Forecast(train, epoch, min(whole, most), memory, taught.enough, most < whole)


def unmeasured() -> str:
    """Why it is not known how fast this machine is, as a sentence without its full stop; empty if it is known."""
    machine = laboratory().machine
    if machine.awaited:
        return f"How long a training takes is {'being measured' if machine.measuring else 'measured once nothing trains here'}"
    return "How long a training takes could not be measured" if machine.slowness is None else ""


@st.cache_data(ttl=LOOK_EVERY, show_spinner=False, max_entries=100)
def measured_here(root: str, owner: str, slowness: float) -> tuple[Measured, ...]:
    """What the last runs of a person took; `root` tells laboratories apart. Looked at anew every 20 seconds."""
    lab = laboratory()
    finished = (each for each in lab.runs(owner) if each.status == "finished" and not each.loaded)
    ids = [each.id for each in islice(_few_of_each(finished), LEARNED_FROM)]
    try:
        return measured_of([(lab.folder(run).meta, lab.state(run, batches=False)) for run in ids], slowness, share_cores())
    except LabError:  # one of them is being deleted
        return ()


def _few_of_each(runs: Iterable[RunResult]) -> Iterator[RunResult]:
    seen = Counter[tuple[str, str]]()
    for run in runs:
        seen[run.network, run.dataset] += 1
        if seen[run.network, run.dataset] <= OF_EACH:
            yield run


def between(seconds: float, sure: bool) -> str:
    """`about 40 s`, or `30 s to 50 s` while too few runs have shown how long they take here."""
    if sure:
        return roughly(seconds)
    return f"{about(seconds * (1 - USUAL_ERROR))} to {about(seconds * (1 + USUAL_ERROR))}"


def about(seconds: float) -> str:
    """A duration with two significant digits."""
    if seconds < 1:
        return "a second"
    return duration(float(f"{seconds:.2g}"))


def roughly(seconds: float) -> str:
    """The same as an estimate: `about 12 s`, or `less than a second`, which says less than the nearest second would."""
    return "less than a second" if seconds < 1 else f"about {about(seconds)}"
