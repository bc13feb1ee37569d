"""The run that trains now: its test figures and its confusion matrix after each epoch, and at its end the way to it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.load import find
from cnn_core.data.task import class_names
from cnn_core.figures.confusion import confusion_figure
from cnn_core.metrics.evaluation import Evaluation
from cnn_core.runs import RunFolder
from pages.widgets.evaluate.confusion import matrix_scale
from pages.widgets.runs.choose_run import tested_runs
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.shell.run_in_hand import name_of_run
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark
from pages.widgets.state.held_run import held, let_go
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session

Tested = tuple[Evaluation, float | None]

TESTS = "live test"
"""The run, the epoch, and its test: the last one that was begun."""

FIRST = "Its matrix comes with the first whole epoch."
BELOW = "What is below is of another run, also when this one is done: then a button shows this one."
DOES = {"queued": "waits for its turn", "paused": "is paused"}
"""What a run does by its status; any other one trains."""


def live() -> bool:
    """Follows the run of the sidebar while it trains, and offers it at its end, so that who reads another one below is not taken from
    that; nothing otherwise, or where its images are not on this machine. Whether it does."""
    lab, run = laboratory(), session().run
    ended = run_state(run).ended
    if (ended and held()[0] != run) or find(lab.folder(run).meta.experiment.data.dataset) is None:
        return False
    with st.container(border=True):
        fragment(_done if ended else _live, None if ended else LIVE)(run)  # of one kind, so that the end moves nothing
    return True


def _live(run: str) -> None:
    state = run_state(run)
    if state.ended:
        run_by_itself()  # the whole page, and the clock of this fragment stops
    folder = laboratory().folder(run)
    does = f"{name_of_run(run)} {DOES.get(state.status, 'trains')}"
    _test_newest(folder)
    tested, found = _last_tested(folder)
    if found is None:
        comes = "Its newest epoch is tested now: the matrix comes in a moment." if folder.epochs() else FIRST
        waits = laboratory().place(run) is not None and laboratory().status.ready  # for another run, not for TensorFlow
        st.markdown(f"**{does}.** {f'{FIRST} {BELOW}' if waits else comes}")
        if not waits:
            _drawn(folder, None, below=_to_watch)
        return
    st.markdown(f"**{does}: the test images after epoch {tested}**")
    _drawn(folder, found, below=_to_watch)


def _done(run: str) -> None:
    """In the place that it had while it trained, so that nothing below moves."""
    folder, state, name = laboratory().folder(run), run_state(run), name_of_run(run)
    if run not in {each.id for each in tested_runs()}:
        st.markdown(f"**{name} ended before it had weights to test.**")
        return
    found: Tested | None
    if state.test_accuracy is None:
        st.markdown(f"**{name} is done**, and is tested when it is shown.")
        _, found = _last_tested(folder)
    else:
        st.markdown(f"**{name} is done: {state.test_accuracy:.2%} of the test images are right**")
        found = folder.evaluation(), state.test_loss

    def offer() -> None:
        if st.button("Show it", icon=":material/arrow_downward:", type="primary", key="show what is done"):
            let_go()
            st.rerun()  # the whole page: what is below is another part of it
        st.caption("What is below is of another run until then.")

    _drawn(folder, found, below=offer)


def _last_tested(folder: RunFolder) -> tuple[int | None, Tested | None]:
    """The newest epoch that was tested, with its test; None if there is none, or it was thinned out this very moment."""
    tested = next((epoch for epoch in reversed(folder.epochs()) if folder.epoch_evaluation(epoch)), None)
    return tested, folder.epoch_evaluation(tested) if tested is not None else None


def _to_watch() -> None:
    st.caption("To watch, not to choose by: what is chosen by the test images is no longer tested by them.")
    st.caption(BELOW)


def _drawn(folder: RunFolder, found: Tested | None, below: Callable[[], None]) -> None:
    """Figures, what is `below` them, and the matrix beside. All have their places from the beginning, so that nothing moves when the first
    figures come."""
    names = class_names(folder.meta.experiment.data)
    accuracy, loss, confusion, alt = "–", "–", np.zeros((len(names), len(names)), int), "A confusion matrix that is still empty"
    if found is not None:
        evaluation = found[0]
        accuracy, loss = f"{evaluation.accuracy:.2%}", "–" if found[1] is None else f"{found[1]:.4f}"
        confusion, alt = (
            evaluation.confusion,
            f"Confusion matrix: {len(evaluation.wrong())} of {len(evaluation.labels)} images are wrong",
        )
    with st.container(key="stacking live"):
        left, right = st.columns([2, 3], gap="large")
    with left:
        st.metric("Test accuracy", accuracy)
        st.metric("Test loss", loss)
        below()
    with right:
        steady_chart(confusion_figure(confusion, names, dark=dark(), scale=matrix_scale()), "live matrix", folder.id, alt)


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
