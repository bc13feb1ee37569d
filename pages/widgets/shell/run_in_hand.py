"""What pages call a run within a sentence, and the data that its figures are of."""

from __future__ import annotations

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state import run_names
from pages.widgets.state.laboratory import laboratory


def in_words(run_id: str, begins: bool = False) -> str:
    """What a run was called, or else `the run of 18:23`, or `the loaded mine` of a file; escaped for Markdown."""
    return run_names.in_words(run_id, escape_markdown, begins=begins)


def name_of_run(run_id: str) -> str:
    """What it was called, or else `small-cnn of 18:23`; escaped for Markdown."""
    return run_names.called(laboratory().result(run_id), escape_markdown)


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
