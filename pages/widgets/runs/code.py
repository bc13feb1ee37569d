"""An experiment as code: to read, copy and download."""

from __future__ import annotations

import re

import streamlit as st

from cnn_core.codegen import data_file, notebook_text, script
from cnn_core.data.load import find
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.session import session

HEIGHT = 420
NOTEBOOK = "Opens in Jupyter, Colab or VS Code."
HELP = "The experiment as a Python script or notebook, to copy or download."


def desk_code() -> None:
    """A popover with the code of what is on the desk. It is written when the popover opens, so it is always up to date."""
    popover = st.popover("Code", icon=":material/code:", key="desk code", on_change="rerun", help=HELP)
    if not popover.open:
        return
    with popover:
        mine = session()
        errors = mine.summary().errors
        if errors:
            st.info(
                escape_markdown(f"There is no code yet, since the network does not work yet. {errors[0].message}"),
                icon=":material/info:",
            )
            return
        st.caption("Your network, data and settings as plain Keras, which runs without CNN Lab and gives the same curves.")
        code_downloads(mine.experiment, "desk")
        st.code(script(mine.experiment), language="python", height=HEIGHT)


def code_downloads(experiment: Experiment, key: str) -> None:
    """Buttons for the script, the notebook, and the images if the code reads them from a file."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", experiment.architecture.name).strip("-") or "network"
    with st.container(horizontal=True, gap="small"):
        _button("Script (.py)", script(experiment), f"{name}.py", "text/x-python", key, "Runs with: python")
        _button("Notebook (.ipynb)", notebook_text(experiment), f"{name}.ipynb", "application/x-ipynb+json", key, NOTEBOOK)
        _images(experiment, key)


def _button(label: str, text: str, name: str, mime: str, key: str, words: str) -> None:
    st.download_button(
        label,
        text,
        name,
        mime,
        key=f"{key} {label}",
        icon=":material/download:",
        on_click="ignore",
        help=f"{words} {escape_markdown(name)}",
    )


def _images(experiment: Experiment, key: str) -> None:
    """The file that the code reads, put in memory only when somebody asks for it."""
    name = data_file(experiment.data)
    try:
        path = find(experiment.data.dataset) if name else None
    except LabError:
        return  # own images that are gone: the code says in its own words that it needs the file
    if path is not None:
        st.download_button(
            "Images (.npz)",
            path.read_bytes,
            name,
            "application/octet-stream",
            key=f"{key} images",
            icon=":material/download:",
            on_click="ignore",
            help=f"The code reads its images from this file: put it beside the script. {escape_markdown(name)}",
        )
