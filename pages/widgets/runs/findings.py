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
from cnn_core.doctor.of_run import facts_of_run
from cnn_core.errors import LabError
from cnn_core.runs import PRETRAINED, RunFolder
from cnn_core.runs.findings import keep_findings
from cnn_core.text import plural
from cnn_core.training.guessing import guessing
from cnn_core.training.state import RunState
from cnn_core.workspace.cured import cured
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
    "slow": "timelapse",
}
OTHER = "stethoscope"
LESSONS = {
    "rate-large": "gradient",
    "rate-small": "gradient",
    "vanishing": "gradient",
    "small-gradients": "gradient",
    "batch-large": "gradient",
    "too-few-epochs": "gradient",
    "slow": "gradient",
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


def findings_of(folder: RunFolder) -> None:
    """Each finding about a run that was tested, in words and with its cures, folded away; nothing where nothing is wrong."""
    state = laboratory().state(folder.id, batches=False)
    found = found_in(folder, state)
    if found:
        whose = " about the final weights" if epoch_shown(folder) is not None else ""
        words = f"The training doctor: {plural(len(found), 'finding')}{whose}"
        with st.container(key="doctor-folded"), st.expander(words, icon=f":material/{OTHER}:"):
            for finding in found:
                show_finding(finding, folder.id != PRETRAINED, state.ended, "Evaluate")


def found_in(folder: RunFolder, state: RunState) -> list[Finding]:
    """What the doctor finds; of a run of one's own that has ended it is kept in its folder, but not what was found without its images."""
    classes = classes_of(folder)
    if classes is None:
        return []
    facts = _facts(folder, state) if state.ended and folder.id != PRETRAINED else Facts()
    found = diagnose(folder.meta.experiment, state, facts, classes)
    if facts.shares:
        keep_findings(folder.path, [each.message for each in found], VERSION)
    return found


def learned_nothing(folder: RunFolder, state: RunState) -> bool:
    """Whether the network only guesses, or its loss is no number any more."""
    if state.status == "failed":
        return True
    classes, loss = classes_of(folder), folder.meta.experiment.training.loss
    return classes is not None and guessing(state.history, state.train_size, classes, loss, state.validation_size) is not None


def classes_of(folder: RunFolder) -> int | None:
    """The number of its classes; None where its images are gone."""
    try:
        return len(class_names(folder.meta.experiment.data))
    except LabError:
        return None


def icon_of(finding: Finding) -> str:
    """The picture of what is found."""
    return f":material/{ICONS.get(finding.code, OTHER)}:"


def lesson_of(finding: Finding) -> str:
    """The topic of the Learn page on it."""
    return LESSONS.get(finding.code, OVERFITTING)


def show_finding(finding: Finding, mine: bool, ended: bool, page: str = "Train") -> None:
    """All its words, a button for each cure once the run has ended, and the lesson on it; on this page."""
    st.info(finding.message, icon=icon_of(finding))
    with st.container(horizontal=True, vertical_alignment="center", key=f"cures of {finding.code}"):
        if finding.cures and mine and not ended:
            st.caption("What may cure it can be tried here once it has ended.", width="content")
        elif finding.cures and mine:
            st.caption("Train again with one thing changed:", width="content")
            for number, cure in enumerate(finding.cures):
                cure_button(cure, f"cure {finding.code} {number}", page=page)
        learn_links(lesson_of(finding))


def cure_button(cure: Cure, key: str, disabled: bool = False, page: str = "Train") -> None:
    """Puts the changed experiment on the desk, and trains it."""
    st.button(
        cure.label,
        icon=":material/healing:",
        key=key,
        disabled=disabled,
        on_click=_try,
        args=(cure, page),
        help="This can be tried once the run has ended."
        if disabled
        else "The experiment of this run with this change comes onto the desk, and is trained. Undo on Build brings back what is there.",
    )


def _try(cure: Cure, page: str) -> None:
    mine = session()
    if mine.overtaken():
        return
    mine.put(cured(mine.desk, cure.before, cure.experiment, f"{cure.label} ({page})"))
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
