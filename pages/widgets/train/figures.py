"""The figures of the chosen run in one row."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.choice import DataChoice
from cnn_core.runs.origin import role_of_test
from cnn_core.text import duration
from cnn_core.training.progress import cut_within, epoch_under_way, progress, stopped_words, training_seconds
from cnn_core.training.state import RunState
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

EPOCH = "One epoch is one pass over all training images."
TRAINING = "Accuracy on the training images, averaged over epoch {} while the weights were still moving."
SO_FAR = "Accuracy on the training images, averaged over the batches of the first epoch so far."
BALANCED = "The mean of the classes' recalls: each class counts the same, however few test images it has."
VALIDATION = "Accuracy on the images held back, with the weights at the end of epoch {}."


def figures(state: RunState) -> None:
    """Epoch, accuracies, speed and time; those of the weights that are kept."""
    last = state.kept
    number, seconds = last.epoch if last else 1, training_seconds(state)
    speed = progress(state).samples_per_second if not state.ended else (last.samples_per_second if last else None)
    shown = (
        ("Epoch", _epoch(state), EPOCH + _done_before(state) + _cut(state)),
        (
            "Training",
            _percent(last.accuracy if last else state.accuracy_so_far),
            TRAINING.format(number) if last else SO_FAR,
        ),
        ("Validation", _percent(last.val_accuracy if last else None), VALIDATION.format(number)),
        ("Test", _percent(state.test_accuracy), f"Accuracy on the test images, at the end. {role_of_test(state, _data())}"),
        *_balanced(state),
        ("Images/s", f"{speed:,.0f}" if speed else "–", "How many training images it learns from in a second."),
        (
            "Time",
            "–" if state.status == "queued" or seconds is None else duration(seconds),
            "Time of the training without its pauses, with that of the runs it goes on from.",
        ),
    )
    with st.container(horizontal=True, gap="xsmall", key="run-figures"):  # wraps on a phone; six columns would stack there
        for label, value, meaning in shown:
            st.metric(label, value, help=meaning, width=100)


def _balanced(state: RunState) -> list[tuple[str, str, str]]:
    if state.balanced_accuracy is None:
        return []
    return [("Test, balanced", _percent(state.balanced_accuracy), BALANCED)]


def _epoch(state: RunState) -> str:
    return f"{epoch_under_way(state)} of {state.epochs}" if state.epochs else "–"


def _done_before(state: RunState) -> str:
    return f" The first {state.initial_epoch} were done by the run that this one goes on from." if state.initial_epoch else ""


def _cut(state: RunState) -> str:
    return (
        f" It was {stopped_words(state)}, the last of which the figures beside it are of."
        if cut_within(state) and state.history
        else ""
    )


def _data() -> DataChoice:
    return laboratory().folder(session().run).meta.experiment.data


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.2%}"
