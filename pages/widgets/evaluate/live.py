"""The run that trains now: its test figures and its confusion matrix after each epoch."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.load import find
from cnn_core.data.task import class_names
from cnn_core.figures.confusion import confusion_figure
from cnn_core.runs import RunFolder
from pages.widgets.evaluate.confusion import matrix_scale
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.shell.run_in_hand import name_of_run
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session

TESTS = "live test"
"""The run, the epoch, and its test: the last one that was begun."""

FIRST = "Its matrix comes with the first whole epoch."
BELOW = "Until its training is over, what is below is of another run."
DOES = {"queued": "waits for its turn", "paused": "is paused"}
"""What a run does by its status; any other one trains."""


def live() -> bool:
    """Follows the run of the sidebar while it trains; nothing otherwise, or where its images are not on this machine. Whether it does."""
    lab, run = laboratory(), session().run
    if run_state(run).ended or find(lab.folder(run).meta.experiment.data.dataset) is None:
        return False
    with st.container(border=True):
        fragment(_live, LIVE)(run)
    return True


def _live(run: str) -> None:
    lab = laboratory()
    state = run_state(run)
    if state.ended:
        run_by_itself()  # the whole page, and the clock of this fragment stops
    folder = lab.folder(run)
    does = f"{name_of_run(run)} {DOES.get(state.status, 'trains')}"
    _test_newest(folder)
    tested = next((epoch for epoch in reversed(folder.epochs()) if folder.epoch_evaluation(epoch)), None)
    found = folder.epoch_evaluation(tested) if tested is not None else None
    names = class_names(folder.meta.experiment.data)
    if tested is None or found is None:  # not yet, or thinned out this very moment
        comes = "Its newest epoch is tested now: the matrix comes in a moment." if folder.epochs() else FIRST
        st.markdown(f"**{does}.** {comes if state.status != 'queued' else f'{FIRST} {BELOW}'}")
        if state.status != "queued":
            _drawn(run, names, "–", "–", np.zeros((len(names), len(names)), int), "A confusion matrix that is still empty")
        return
    evaluation, loss = found
    st.markdown(f"**{does}: the test images after epoch {tested}**")
    alt = f"Confusion matrix after epoch {tested}: {len(evaluation.wrong())} of {len(evaluation.labels)} images are wrong"
    _drawn(run, names, f"{evaluation.accuracy:.2%}", f"{loss:.4f}", evaluation.confusion, alt)


def _drawn(run: str, names: tuple[str, ...], accuracy: str, loss: str, confusion: np.ndarray, alt: str) -> None:
    """Figures beside the matrix. Both have their places from the beginning, so that nothing below moves when the first ones come."""
    with st.container(key="stacking live"):
        left, right = st.columns([2, 3], gap="large")
    with left:
        st.metric("Test accuracy", accuracy)
        st.metric("Test loss", loss)
        st.caption("To watch, not to choose by: what is chosen by the test images is no longer tested by them.")
        st.caption(BELOW)
    with right:
        steady_chart(confusion_figure(confusion, names, dark=dark(), scale=matrix_scale()), "live matrix", run, alt)


def _test_newest(folder: RunFolder) -> None:
    """Begins the test of the newest epoch in the background, unless one is on. One that failed is not tried again."""
    epochs = folder.epochs()
    kept: tuple[str, int, Background[None]] | None = st.session_state.get(TESTS)
    if not epochs or folder.epoch_evaluation(epochs[-1]) or (kept and not kept[2].ended):
        return
    run, newest = folder.id, epochs[-1]
    if kept is None or kept[:2] != (run, newest):
        lab = laboratory()
        st.session_state[TESTS] = run, newest, Background(lambda progress: lab.examine(run, progress, newest))
