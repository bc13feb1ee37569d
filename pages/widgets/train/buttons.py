"""The buttons that steer a run."""

from __future__ import annotations

import streamlit as st

from cnn_core.runs import PRETRAINED
from cnn_core.training.interface import Step
from cnn_core.training.state import RunState
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session
from pages.widgets.state.start_run import comes_next, obstacle, train
from pages.widgets.train.rates import rate_buttons
from pages.widgets.train.train_on import train_on

BATCHES = "They are computed in one go, because this network is quick: their number is fixed for a run."
NEXT = "What is on the desk, with the settings on this page, is queued behind this run, and trains as soon as there is a place."
IN_PAUSE = "This goes on from a pause: press Pause first."
SOON = 0.4
"""Seconds that a click on Stop waits for the end, which most often comes within: shown with the click, not at the next look."""
STOPPED = "stopped here"
"""The run that was stopped with the button of this page."""


def buttons(state: RunState) -> None:
    """Train, Stop, Pause, Train on and the learning rate, for the chosen run."""
    mine = session()
    blocked, then = obstacle(mine.experiment), comes_next()
    on = state.status in ("running", "paused")
    with st.container(
        horizontal=True, vertical_alignment="center", gap="xsmall", key="run-buttons"
    ):  # in one line where there is room
        st.button(
            _train_label(then),
            icon=":material/playlist_add:" if then else ":material/play_arrow:",
            disabled=bool(blocked) or not (state.ended or then),
            on_click=train,
            key="train",
            help=blocked or (NEXT if then else "A new run with fresh weights and the settings on this page."),
        )
        _stop(state)
        _pause(state)
        if on:
            _steps(state)
        elif mine.run != PRETRAINED:
            train_on(state)
        rate_buttons(state)
    if blocked and state.ended and mine.summary().errors:
        st.page_link("pages/build.py", label=escape_markdown(blocked), icon=":material/error:")
    elif blocked and state.ended:
        st.caption(f":red[:material/error:] {escape_markdown(blocked)}")


def _train_label(then: bool) -> str:
    """What the button trains by its name, where that is another network than the one whose curves are shown."""
    mine = session()
    network = mine.experiment.architecture
    shown = laboratory().folder(mine.run).meta.experiment.architecture
    if network.layers != shown.layers or network.input_shape != shown.input_shape:
        return f"Train {escape_markdown(network.name)}" + (" next" if then else "")
    return "Train next" if then else "Train" if mine.run == PRETRAINED else "Train again from scratch"


def _stop(state: RunState) -> None:
    """A button that was pressed is not disabled at once: the keyboard would be thrown back to the top of the page."""
    run = session().run
    done = state.ended and st.session_state.get(STOPPED) == run
    st.button(
        "Stopped" if done else "Stop",
        icon=":material/stop:",
        disabled=state.ended and not done,
        on_click=_ask_stop,
        args=(run,),
        key="stop",
        help=_ended(state) if done else "Ends the run; its weights are kept and evaluated.",
    )


def _ended(state: RunState) -> str:
    return (
        "This run has ended; its weights are kept."
        if state.epochs
        else "This run was stopped before it began: it has no weights."
    )


def _ask_stop(run: str) -> None:
    st.session_state[STOPPED] = run
    laboratory().stop(run)
    laboratory().wait(run, timeout=SOON)


def _pause(state: RunState) -> None:
    run, lab = session().run, laboratory()
    paused = state.status == "paused"
    st.button(
        "Go on" if paused else "Pause",
        icon=":material/play_arrow:" if paused else ":material/pause:",
        disabled=state.status not in ("running", "paused"),
        on_click=_go_on if paused else lab.pause,
        args=(run,),
        key="pause",
    )


def _go_on(run: str) -> None:
    _stepping().discard(run)
    laboratory().resume(run)


def _steps(state: RunState) -> None:
    """Beside Pause: one step more, and another pause. They stand there before the pause, too, which then moves nothing. Through the step, in
    which they do nothing, they are not disabled: the keyboard would be thrown back to the top of the page."""
    run = session().run
    together, moves = state.batches_at_once, state.status == "running" and run not in _stepping()
    st.button(
        "One batch" if together == 1 else f"{together} batches",
        icon=":material/skip_next:",
        disabled=moves,
        on_click=_step,
        args=(run, "batch"),
        key="step batch",
        help=IN_PAUSE if moves else "One step of the optimizer, then a pause again." if together == 1 else BATCHES,
    )
    st.button(
        "One epoch",
        icon=":material/fast_forward:",
        disabled=moves,
        on_click=_step,
        args=(run, "epoch"),
        key="step epoch",
        help=IN_PAUSE if moves else "On to the end of this epoch and its validation, then a pause again.",
    )


def _step(run: str, what: Step) -> None:
    if laboratory().state(run).status == "paused":  # else somebody was quicker, and it goes on
        _stepping().add(run)
        laboratory().step(run, what)


@st.cache_resource(show_spinner=False)
def _stepping() -> set[str]:
    """The runs that took a step and did not go on since, in whichever tab."""
    return set()
