"""The live view of a run: words, progress, figures, curves, and the buttons that steer it."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.choice import DataChoice
from cnn_core.data.task import class_names
from cnn_core.figures.curves import Metric, learning_curves
from cnn_core.figures.theme import CONFIG
from cnn_core.runs import PRETRAINED
from cnn_core.text import duration
from cnn_core.training.batch_norm_lag import batch_norm_lag
from cnn_core.training.guessing import guessing
from cnn_core.training.overfitting import overfitting_onset
from cnn_core.training.progress import progress
from cnn_core.training.state import RunState
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.datasets import dark
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session
from pages.widgets.state.start_run import obstacle, train
from pages.widgets.train.train_on import train_on

REFRESH = 0.5
TRAINING = "Accuracy on the training images, averaged over epoch {} while the weights were still moving."
VALIDATION = "Accuracy on the images held back, with the weights at the end of epoch {}."


def live_panel() -> None:
    """Draws the chosen run; redraws itself while the run is on."""
    ended = laboratory().state(session().run).ended
    fragment(_panel, None if ended else REFRESH)(ended)


def _panel(was_ended: bool) -> None:
    mine, lab = session(), laboratory()
    state = lab.state(mine.run)
    if state.ended and not was_ended:
        st.rerun()  # The whole page: the sidebar and the buttons change too, and the clock of this fragment stops.
    _status(state)
    _buttons(state)
    _figures(state)
    metrics: tuple[Metric, ...] = ("loss", "accuracy")
    for column, metric in zip(st.columns(2), metrics, strict=True):
        with column:
            st.plotly_chart(
                learning_curves(state, metric, dark()), key=f"curve {metric}", theme=None, config=CONFIG, alt=_alt(state, metric)
            )

    _notes(state)


def _notes(state: RunState) -> None:
    """What the curves say of the network, and what helps."""
    experiment = laboratory().folder(session().run).meta.experiment
    if lag := batch_norm_lag(state.history):
        st.info(lag.words(experiment.architecture, state.steps_per_epoch), icon=":material/hourglass_top:")
    if guess := guessing(state.history, state.train_size, len(class_names(experiment.data))):
        st.info(guess.words(experiment.training.optimizer), icon=":material/casino:")
    if turned := overfitting_onset(state.history, state.validation_size):
        st.info(turned.words(bool(experiment.training.early_stopping)), icon=":material/trending_up:")


def _status(state: RunState) -> None:
    mine, lab = session(), laboratory()
    place = lab.place(mine.run)
    if mine.run == PRETRAINED:
        line = "This is the network that came with the app. Press Train to make your own."
    elif state.status == "queued" and place is not None:
        waiting = "" if lab.status.ready else f": {lab.status.words}"
        line = f"Number {place} in the queue{waiting}"
    else:
        line = progress(state).line
    if state.status == "failed":
        st.error(escape_markdown(line), icon=":material/error:")
    else:
        st.markdown(f"**{escape_markdown(line)}**")
    st.progress(1.0 if state.status == "finished" else progress(state).part)


def _buttons(state: RunState) -> None:
    mine, lab = session(), laboratory()
    run, on = mine.run, not state.ended
    blocked = obstacle(mine.experiment)
    with st.container(horizontal=True):
        st.button(
            "Train" if run == PRETRAINED else "Train again from scratch",
            icon=":material/play_arrow:",
            disabled=on or bool(blocked),
            on_click=train,
            key="train",
            help=blocked or "A new run with fresh weights and the settings on this page.",
        )
        st.button(
            "Stop",
            icon=":material/stop:",
            disabled=not on,
            on_click=lab.stop,
            args=(run,),
            help="Ends the run; its weights are kept and evaluated.",
        )
        if state.status == "paused":
            st.button("Go on", icon=":material/play_arrow:", on_click=lab.resume, args=(run,))
        else:
            st.button("Pause", icon=":material/pause:", disabled=state.status != "running", on_click=lab.pause, args=(run,))
        if mine.run != PRETRAINED:
            train_on(state)
    if blocked and not on:
        st.caption(f":red[:material/error:] {escape_markdown(blocked)}")


def _seconds(state: RunState) -> float:
    return state.seconds or state.seconds_before + max(0.0, state.updated - state.started)


def _figures(state: RunState) -> None:
    last = state.kept
    number = last.epoch if last else 1
    point = state.points[-1] if state.points else None
    speed = progress(state).samples_per_second if not state.ended else (last.samples_per_second if last else None)
    shown = (
        ("Epoch", f"{state.epoch} of {state.epochs}" if state.epochs else "–", "One epoch is one pass over all training images."),
        ("Training", _percent(last.accuracy if last else point.accuracy if point else None), TRAINING.format(number)),
        ("Validation", _percent(last.val_accuracy if last else None), VALIDATION.format(number)),
        ("Test", _percent(state.test_accuracy), f"Accuracy on the test images, at the end. {_data().role_of_test}"),
        ("Images/s", f"{speed:,.0f}" if speed else "–", "How many training images it learns from in a second."),
        (
            "Time",
            "–" if state.status == "queued" or not state.started else duration(_seconds(state)),
            "Time of the training, with that of the runs it goes on from.",
        ),
    )
    with st.container(horizontal=True):  # wraps on a phone; six columns would stack there
        for label, value, meaning in shown:
            st.metric(label, value, help=meaning, width=120)


def _data() -> DataChoice:
    return laboratory().folder(session().run).meta.experiment.data


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.2%}"


def _alt(state: RunState, metric: str) -> str:
    if not state.history:
        return f"Curve of the {metric}, not begun yet"
    last = state.history[-1]
    value, validation = getattr(last, metric), getattr(last, f"val_{metric}")
    held = "" if validation is None else f", validation {validation:.4f}"
    return f"Curve of the {metric} over {len(state.history)} epochs; at the end training {value:.4f}{held}"
