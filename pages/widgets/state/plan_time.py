"""How long a plan that is on still takes on this machine."""

from __future__ import annotations

import math
from dataclasses import replace

import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.data.task import class_names
from cnn_core.engine import PlanRun, is_small
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.forecast import Seconds, seconds_of
from cnn_core.plan.record import PlanRecord
from cnn_core.runs.experience import Measured, experience_of, measured_of
from cnn_core.runs.time_left import Expected, seconds_left
from cnn_core.summary import summarise
from pages.widgets.state.at_once import done_at_once, share_cores
from pages.widgets.state.forecast import LEARNED_FROM, between, measured_here
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

MAX_KNOWN = 50


def plan_time(record: PlanRecord, runs: list[PlanRun]) -> str:
    """`about 40 s left`: as its own runs show that have finished, and before the first of them as the last runs of this person."""
    lab = laboratory()
    slowness = lab.machine.slowness
    if slowness is None:
        return "How long it takes is said once this machine has been measured."
    finished = [each.run for each in runs if each.state and each.state.status == "finished"]
    root = str(lab.root)
    own = _measured(root, tuple(finished[-LEARNED_FROM:]), slowness)
    known = own or measured_here(root, session().owner, slowness)
    try:
        experiments = [each.case.experiment for each in runs]
        said, small = _said(root, record.id, slowness, experiments), _small(root, record.id, experiments)
    except LabError as error:  # its images are gone
        return str(error)
    taught = [experience_of(known, epoch) for epoch, _ in said]
    expected = [
        Expected(*by.corrected(seconds), training.epochs, 60.0 * training.minutes or math.inf, each.state)
        for by, seconds, each in zip(taught, said, runs, strict=True)
        for training in (each.case.experiment.training,)
    ]
    return f"{between(seconds_left(expected, done_at_once(small)), bool(own) or all(by.enough for by in taught))} left"


@st.cache_data(show_spinner=False, max_entries=MAX_KNOWN)
def _measured(root: str, runs: tuple[str, ...], slowness: float) -> tuple[Measured, ...]:
    """What these runs of a plan took; `root` tells laboratories apart."""
    lab = laboratory()
    found = []
    for run in runs:
        try:
            found.append((lab.folder(run).meta, lab.state(run, batches=False)))
        except LabError:  # it was deleted
            continue
    return measured_of(found, slowness, share_cores())


@st.cache_data(show_spinner=False, max_entries=MAX_KNOWN)
def _small(root: str, plan: str, _experiments: list[Experiment]) -> bool:
    return all(is_small(each) for each in _experiments)


@st.cache_data(show_spinner=False, max_entries=MAX_KNOWN)
def _said(root: str, plan: str, slowness: float, _experiments: list[Experiment]) -> list[Seconds]:
    """What was forecast for each of these experiments of a plan, before anything was learned from runs; LabError if its images are gone."""
    found: dict[str, Seconds] = {}
    said = []
    for experiment in _experiments:
        alike = str(replace(experiment, training=replace(experiment.training, seed=0)))
        if alike not in found:
            entry = entry_of(experiment.data.dataset)
            parts = entry.train_size, entry.test_size, len(entry.class_names)
            classes = len(class_names(experiment.data))
            found[alike] = seconds_of(experiment, summarise(experiment.architecture, classes), parts, slowness)
        said.append(found[alike])
    return said
