"""A run as one HTML page, for printing and handing in."""

from __future__ import annotations

from functools import partial

import streamlit as st

from cnn_core.data.dataset import Dataset
from cnn_core.data.load import find
from cnn_core.errors import LabError
from cnn_core.report import gather, report_html
from cnn_core.runs import RunFolder
from pages.widgets.runs.file_stem import file_stem
from pages.widgets.state.datasets import dataset


def run_report(folder: RunFolder) -> None:
    """A button that makes the report when it is pressed; without the images of mistakes where they are not on this machine."""
    st.download_button(
        "Report",
        partial(_report, folder, _images(folder)),
        f"{file_stem(folder)}.html",
        "text/html",
        icon=":material/description:",
        key=f"report {folder.id}",
        on_click="ignore",
        help="One page for printing or handing in: network, settings, curves, matrix, mistakes and code. It opens in any browser.",
    )


def _images(folder: RunFolder) -> Dataset | None:
    name = folder.meta.experiment.data.dataset
    try:
        return dataset(name) if find(name) is not None else None
    except LabError:
        return None


def _report(folder: RunFolder, data: Dataset | None) -> bytes:
    """It is made outside of any session, when the browser asks for the file."""
    return report_html(gather(folder, data)).encode()
