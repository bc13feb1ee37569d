"""What pages call a run within a sentence, and the data that its figures are of."""

from __future__ import annotations

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.runs import PRETRAINED
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.began import began
from pages.widgets.state.laboratory import laboratory


def in_words(run_id: str) -> str:
    """What a run was called, or else `the run of 18:23`, or `the loaded mine` of a file; escaped for Markdown."""
    if run_id == PRETRAINED:
        return "the app's own network"
    run = laboratory().result(run_id)
    called = f"the loaded {escape_markdown(run.network)}" if run.loaded else f"the run of {began(run)}"
    return escape_markdown(run.annotation.name) or called


def name_of_run(run_id: str) -> str:
    """What it was called, or else `small-cnn of 18:23`; escaped for Markdown."""
    run = laboratory().result(run_id)
    return escape_markdown(run.annotation.name) or f"{escape_markdown(run.network)} of {began(run)}"


def data_of(run: DataChoice, desk: DataChoice) -> str:
    """` on MNIST mini` where the desk asks something else, of these images or of others; else empty. Escaped for Markdown."""
    return f" on {escape_markdown(_data_text(run))}" if _question(run) != _question(desk) else ""


def _question(data: DataChoice) -> tuple[str, str, int]:
    return data.dataset, data.task, data.target if data.task == ONE else 0


def _data_text(data: DataChoice) -> str:
    try:
        title = entry_of(data.dataset).title
        return f"{title}, {class_names(data)[-1]} or not" if data.task == ONE else title
    except LabError:  # somebody's own images, which are gone
        return data.dataset
