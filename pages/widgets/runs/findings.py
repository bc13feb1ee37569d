"""What is wrong with the chosen run, and a button for each change that may cure it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from cnn_core.data.load import find
from cnn_core.data.task import class_names
from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.finding import VERSION, Cure, Finding
from cnn_core.doctor.fit import validation_above
from cnn_core.doctor.of_run import facts_of_run
from cnn_core.errors import LabError
from cnn_core.runs import PRETRAINED, RunFolder
from cnn_core.runs.findings import keep_findings
from cnn_core.text import plural
from cnn_core.training.guessing import guessing
from cnn_core.training.state import RunState
from pages.widgets.shell.lesson_links import learn_links
from pages.widgets.state.datasets import dataset
from pages.widgets.state.epoch import epoch_shown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import announce
from pages.widgets.state.session import session
from pages.widgets.state.start_run import train

ICONS = {
    "overfitting": "trending_up",
    "by-heart": "trending_up",
    "gap": "trending_up",
    "batch-norm": "hourglass_top",
    "average": "hourglass_top",
    "guessing": "casino",
    "too-few-epochs": "timelapse",
}
OTHER = "stethoscope"
LESSONS = {
    "rate-large": "gradient",
    "rate-small": "gradient",
    "vanishing": "gradient",
    "small-gradients": "gradient",
    "batch-large": "gradient",
    "too-few-epochs": "gradient",
    "guessing": "softmax",
    "uneven": "softmax",
    "never": "softmax",
    "dead-relu": "maps",
    "alike-weights": "maps",
    "scaling": "pixels",
    "blank": "pixels",
    "batch-norm": "batch-norm",
    "average": "gradient",
}
"""The topic of the Learn page beside a finding; that of the others is overfitting, or what training images say of new ones."""
OVERFITTING = "overfitting"
MAX_KNOWN = 32


def findings(state: RunState) -> None:
    """Each finding in words, with its cures, all but the first folded away; a cure is put on the desk and trained. While the run is on, from
    its curves alone and without cures, whose row is there before: the curves below hardly move at the end."""
    folder = laboratory().folder(session().run)
    found = found_in(folder, state)
    if not found:
        return
    mine = folder.id != PRETRAINED
    with st.container(key="run-findings"):
        _show(found[0], mine, state.ended)
        if more := found[1:]:
            with st.expander(f"{plural(len(more), 'more finding')} of the training doctor", icon=f":material/{OTHER}:"):
                for finding in more:
                    _show(finding, mine, state.ended)


def remark(state: RunState) -> None:
    """What is no fault and looks like one in the curves."""
    if above := validation_above(laboratory().folder(session().run).meta.experiment, state):
        st.caption(f":material/info: {above}")


def findings_of(folder: RunFolder) -> None:
    """The same of a run that was tested, folded away; nothing where nothing is wrong."""
    state = laboratory().state(folder.id, batches=False)
    found = found_in(folder, state)
    if found:
        whose = " about the final weights" if epoch_shown(folder) is not None else ""
        words = f"The training doctor: {plural(len(found), 'finding')}{whose}"
        with st.container(key="doctor-folded"), st.expander(words, icon=f":material/{OTHER}:"):
            for finding in found:
                _show(finding, folder.id != PRETRAINED, state.ended)


def found_in(folder: RunFolder, state: RunState) -> list[Finding]:
    """What the doctor finds; of a run of one's own that has ended it is kept in its folder, but not what was found without its images."""
    experiment = folder.meta.experiment
    ended = state.ended and folder.id != PRETRAINED
    try:
        classes = len(class_names(experiment.data))
    except LabError:  # its images are gone
        return []
    facts = _facts(folder, state) if ended else Facts()
    found = diagnose(experiment, state, facts, classes)
    if facts.shares:
        keep_findings(folder.path, [each.message for each in found], VERSION)
    return found


def learned_nothing(folder: RunFolder, state: RunState) -> bool:
    """Whether the network only guesses, or its loss is no number any more."""
    if state.status == "failed":
        return True
    experiment = folder.meta.experiment
    try:
        classes = len(class_names(experiment.data))
    except LabError:  # its images are gone
        return False
    return guessing(state.history, state.train_size, classes, experiment.training.loss, state.validation_size) is not None


def _show(finding: Finding, mine: bool, ended: bool) -> None:
    st.info(finding.message, icon=f":material/{ICONS.get(finding.code, OTHER)}:")
    with st.container(horizontal=True, vertical_alignment="center", key=f"cures of {finding.code}"):
        if finding.cures and mine and not ended:
            st.caption("What may cure it can be tried here once it has ended.", width="content")
        elif finding.cures and mine:
            st.caption("Train again with one thing changed:", width="content")
            for number, cure in enumerate(finding.cures):
                st.button(
                    cure.label,
                    icon=":material/healing:",
                    key=f"cure {finding.code} {number}",
                    on_click=_try,
                    args=(cure,),
                    help="The experiment of this run with this change comes onto the desk, and is trained. Undo on Build brings back what is there.",
                )
        learn_links(LESSONS.get(finding.code, OVERFITTING))


def _try(cure: Cure) -> None:
    mine = session()
    if mine.overtaken():
        return
    mine.bring(cure.experiment)
    announce(f"{cure.label}: the changed experiment is on the desk. Undo on the Build page brings back what was there.")
    train()


def _facts(folder: RunFolder, state: RunState) -> Facts:
    """Of a run that has ended. Nothing where its images are not on this machine; they may come, so that is not kept."""
    try:
        if find(folder.meta.experiment.data.dataset) is None:
            return Facts()
        return _known_facts(folder.path, state.status, state.test_accuracy)
    except LabError:
        return Facts()


@lru_cache(maxsize=MAX_KNOWN)
def _known_facts(path: Path, status: str, tested: float | None) -> Facts:
    """Worked out once, since it reads images and weights."""
    folder = RunFolder(path)
    return facts_of_run(folder, dataset(folder.meta.experiment.data.dataset))
