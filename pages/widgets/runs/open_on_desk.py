"""A run's network, data and settings become those of the desk."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.runs import RunFolder
from pages.widgets.state.requests import announce, go_to, refuse
from pages.widgets.state.session import session


def open_on_desk(folder: RunFolder) -> None:
    """A button that puts the experiment of this run on the desk and opens the Build page."""
    st.button(
        "Open on the desk",
        icon=":material/layers:",
        on_click=_open,
        args=(folder,),
        key="open on the desk",
        help="Its network, data and settings become those of Build, Data and Train, to be changed and trained again. Undo brings back what is there now.",
    )


def _open(folder: RunFolder) -> None:
    mine, experiment = session(), folder.meta.experiment
    if mine.overtaken():
        return
    try:
        class_names(experiment.data)  # images that are gone have none
    except LabError as error:
        refuse(str(error))
        return
    mine.bring(experiment)
    mine.show_run(folder.id)  # Train trains it on, one that was cut off too
    announce(f"{experiment.architecture.name}, its data and its settings are on the desk. Undo brings back what was there.")
    go_to("pages/build.py")
