"""The learning rate over the epochs: set for the next training, and seen of the chosen run."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnn_core.figures.learning_rate import learning_rates
from cnn_core.text import plural
from cnn_core.training.config import TrainingConfig
from cnn_core.training.schedule import by_hand, planned_rates, rates_words, scheduled
from cnn_core.training.state import RunState
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark
from pages.widgets.state.fields import Change, edit
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

SOON = 0.4
"""Seconds that a click waits for the new rate, which most often is there within: it is said with the click, not at the next look."""
SAVING = "saving"
"""What a run says once its last batch is done: no rate changes anything then."""
USED = {"step": ("schedule_factor", "schedule_epochs"), "exponential": ("schedule_factor",)}
USED |= {"plateau": USED["step"]}
TITLES = {
    "schedule": "Course of the learning rate",
    "schedule_factor": "Factor",
    "schedule_epochs": "Epochs of a step",
    "warmup": "Warm-up in epochs",
}


def schedule_settings(config: TrainingConfig, change: Change) -> None:
    """The schedule, what belongs to it, and its curve: folded away, and said above the fold where the rate changes."""
    changes = scheduled(config) or config.schedule == "plateau"
    if changes:
        st.caption(f"It changes over the epochs: {_words(config)}.")
    with st.expander("Learning rate over the epochs"):
        edit(config, "training", change, ("schedule", *USED.get(config.schedule, ()), "warmup"), titles=TITLES)
        if scheduled(config):
            rates = planned_rates(config)
            alt = f"The learning rate from {rates[0]:.2g} in the first epoch to {rates[-1]:.2g} in epoch {len(rates)}"
            steady_chart(learning_rates(rates, dark=dark()), "planned rates", "plan", alt)
        elif config.schedule == "plateau":
            st.caption("It begins with the rate above; when it falls depends on the validation loss.")


def _words(config: TrainingConfig) -> str:
    course = "" if config.schedule == "constant" else config.schedule
    return " after ".join(filter(None, (course, f"a warm-up of {plural(config.warmup, 'epoch')}" if config.warmup else "")))


def rate_buttons(state: RunState) -> None:
    """Two buttons, beside those of the run that trains, that halve and double its rate, where no schedule sets it."""
    run = session().run
    config: Any = laboratory().folder(run).meta.experiment.training
    if state.status not in ("running", "paused") or not by_hand(config):
        return
    known = [each.learning_rate for each in state.history if each.learning_rate is not None]
    now = [config.optimizer.learning_rate, *known[-1:], *(rate for _, rate in state.rates_by_hand)][-1]
    for how, label, effect in (
        (
            "slower",
            "Halve the rate",
            "Smaller steps settle: try it when the loss jumps or no longer falls.",
        ),
        ("faster", "Double the rate", "Larger steps get ahead, or throw the network off."),
    ):
        st.button(
            label,
            key=f"rate {how}",
            on_click=_change_rate,
            args=(run, how),
            help=f"The learning rate is {now:.3g}. {effect}",  # here, too: under the pointer these words lie on the line of the run
            disabled=state.words == SAVING,
        )


def _change_rate(run: str, how: str) -> None:
    done = len(laboratory().state(run).rates_by_hand)
    laboratory().change_rate(run, how)
    laboratory().wait(run, lambda state: state.ended or len(state.rates_by_hand) > done, timeout=SOON)


def rate_now(state: RunState) -> str:
    """The rate of a run that is on and was changed by hand: `learning rate 0.00025`; else empty."""
    if not state.rates_by_hand or state.ended:
        return ""
    return f"learning rate {state.rates_by_hand[-1][1]:.3g}" + (" from here on" if state.status == "paused" else "")


def rates_of_run(state: RunState) -> None:
    """The rates of the chosen run beside its plan; nothing while they are all the same."""
    done = [(each.epoch, each.learning_rate) for each in state.history if each.learning_rate is not None]
    config: Any = laboratory().folder(session().run).meta.experiment.training
    planned = planned_rates(config) if scheduled(config) else []
    if not done or (not planned and len({rate for _, rate in done}) == 1):
        return
    by_person = f". {rates_words(state.rates_by_hand)}" if state.rates_by_hand else ""
    st.markdown(f"**Learning rate: {done[-1][1]:.3g} in epoch {done[-1][0]}**{by_person}")
    alt = f"The learning rate from {done[0][1]:.2g} in epoch {done[0][0]} to {done[-1][1]:.2g} in epoch {done[-1][0]}"
    steady_chart(learning_rates(planned, done, dark()), "rates of the run", session().run, alt)
