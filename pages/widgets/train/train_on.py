"""The button that lets a run go on where it ended."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.text import plural
from cnn_core.training.config import MAX_EPOCHS
from cnn_core.training.state import RunState
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.start_run import train

SCHEDULE = {
    "step": " The learning rate goes on falling in its steps, counted from the first epoch.",
    "exponential": " The learning rate goes on falling by its factor per epoch.",
    "cosine": " The learning rate follows its cosine to the end that was planned, and no further.",
    "plateau": " The learning rate begins as low as it was at the end, and falls again where the loss does not.",
}


def train_on(state: RunState) -> None:
    """Draws the button for the chosen run; under it a line where less than the epochs set are possible."""
    done, more = _epochs(state)
    planned = _planned()
    at_most = f"{planned or MAX_EPOCHS} epochs in all are the most"
    at_most += ", as its learning rate follows a cosine that ends there: train from scratch for more" if planned else ""
    st.button(
        "Train on",
        icon=":material/fast_forward:",
        disabled=not state.ended or not done or more < 1,
        on_click=_train_on,
        args=(done + more,),
        help=_help(state, done, more) if more > 0 else f"This run has done {done} epochs, and {at_most}.",
    )
    if state.ended and done and not planned and 0 < more == MAX_EPOCHS - done < session().experiment.training.epochs:
        st.caption(f"Train on adds {more} epochs to the {done} that are done: a run has at most {MAX_EPOCHS}.")


def _epochs(state: RunState) -> tuple[int, int]:
    """Whole epochs that the run has done, and how many more a click trains: as set, or what is left, as far as a training may go."""
    mine = session()
    done = max([len(state.history), *laboratory().folder(mine.run).epochs()])  # a loaded run has weights and no curves
    if planned := _planned():
        return done, planned - done
    return done, min(_rest(state, done) or mine.experiment.training.epochs, MAX_EPOCHS - done)


def _rest(state: RunState, done: int) -> int:
    """The epochs that are left of a run which was ended by somebody or something, while they are set as they were for it; else 0."""
    set_for_it = laboratory().folder(session().run).meta.experiment.training.epochs
    cut = state.status in ("stopped", "failed", "interrupted") and session().experiment.training.epochs == set_for_it
    return max(0, set_for_it - done) if cut else 0


def _planned() -> int:
    """The epochs over which the run's learning rate follows a cosine, which another number would change; 0 without one."""
    training = laboratory().folder(session().run).meta.experiment.training
    return training.epochs if training.schedule == "cosine" else 0


def _help(state: RunState, done: int, more: int) -> str:
    if state.ended and not done:
        return "This run ended before its first epoch was complete, so there is nothing to go on from. Train begins anew."
    aside = f" The weights of epoch {state.kept_epoch}, which this run kept, stay with it." if state.went_back else ""
    schedule = SCHEDULE.get(laboratory().folder(session().run).meta.experiment.training.schedule, "")
    which = f"the {plural(more, 'epoch')} that {'is' if more == 1 else 'are'} left" if _rest(state, done) else f"{more} more"
    return (
        f"A new run of {which}, {done + more} in all: on from the weights, the optimizer's memory and the random numbers at the "
        f"end of epoch {done}.{aside}{schedule}"
    )


def _train_on(epochs: int) -> None:
    mine = session()
    try:
        before = laboratory().folder(mine.run).meta.experiment
        training = replace(before.training, epochs=epochs, minutes=mine.experiment.training.minutes)
        train(mine.run, replace(before, training=training))
    except LabError as error:
        refuse(str(error))
