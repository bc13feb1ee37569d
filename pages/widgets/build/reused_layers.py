"""Which layers of the network on the desk come from a trained one, and the way back to fresh weights."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.text import plural
from cnn_core.training.transfer import Transfer
from pages.widgets.runs.run_label import run_label
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session


def reused_layers() -> None:
    """Says which layers of the network on the desk are reused, and offers to start with fresh weights."""
    experiment = session().experiment
    if not experiment.transfer.active:
        return
    with st.container(border=True):
        st.markdown(f":material/move_down: {escape_markdown(_words(experiment))}")
        st.button("Start with fresh weights instead", icon=":material/restart_alt:", on_click=_forget)


def _words(experiment: Experiment) -> str:
    lab, transfer = laboratory(), experiment.transfer
    kept = experiment.architecture.layers[: transfer.layers]
    frozen = all(not layer.trainable for layer in kept if hasattr(layer, "trainable"))
    try:
        source = run_label(lab.result(transfer.run))
        lab.first_weights(experiment)
    except LabError as error:
        return str(error)
    how = "and stay as they are" if frozen else "and go on learning"
    begin = "begins" if transfer.layers == 1 else "begin"
    return f"The first {plural(transfer.layers, 'layer')} {begin} with the weights of {source} {how}. The others start with random weights."


def _forget() -> None:
    mine = session()
    experiment = mine.experiment
    fresh = experiment.architecture.set_trainable(experiment.transfer.layers, True)
    mine.put(mine.desk.edit(replace(experiment, architecture=fresh, transfer=Transfer())))
