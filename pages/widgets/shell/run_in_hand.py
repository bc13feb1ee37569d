"""What pages call a run within a sentence, and the data that the figures of the one in hand are of."""

from __future__ import annotations

import time

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.runs import PRETRAINED, RunResult
from cnn_core.training.progress import sentence
from cnn_core.workspace.standing import OTHER_DATA, OTHER_NETWORK, standing
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_of_desk import run_of_desk
from pages.widgets.state.session import session


def in_words(run_id: str) -> str:
    """What a run was called, or else `the run of 18:23`, or `the loaded mine` of a file; escaped for Markdown."""
    if run_id == PRETRAINED:
        return "the app's own network"
    run = laboratory().result(run_id)
    called = f"the loaded {escape_markdown(run.network)}" if run.loaded else f"the run of {_moment(run)}"
    return escape_markdown(run.annotation.name) or called


def name_of_run(run_id: str) -> str:
    """What it was called, or else `small-cnn of 18:23`; escaped for Markdown."""
    run = laboratory().result(run_id)
    return escape_markdown(run.annotation.name) or f"{escape_markdown(run.network)} of {_moment(run)}"


def _moment(run: RunResult) -> str:
    return time.strftime("%H:%M", time.localtime(run.created))


def with_its_data(words: str) -> str:
    """The words on the run, behind its name where the desk has another network, or is that of another run, and its data where it has others: they would
    read as if they were of the desk."""
    desk, run = session().experiment, laboratory().folder(session().run).meta.experiment
    of = f" on {escape_markdown(_data_text(run.data))}" if _question(run.data) != _question(desk.data) else ""
    others = run_of_desk() not in (None, session().run)
    if not of and not others and standing(desk, run) not in (OTHER_NETWORK, OTHER_DATA):
        return words
    name = in_words(session().run)
    name = sentence(name) if name.startswith("the ") else name
    return f"{name}{of}: {words[:1].lower()}{words[1:]}"


def _question(data: DataChoice) -> tuple[str, str, int]:
    return data.dataset, data.task, data.target if data.task == ONE else 0


def _data_text(data: DataChoice) -> str:
    try:
        title = entry_of(data.dataset).title
        return f"{title}, {class_names(data)[-1]} or not" if data.task == ONE else title
    except LabError:  # somebody's own images, which are gone
        return data.dataset
