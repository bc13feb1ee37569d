"""What the curves of a run say of its network, and what helps."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.task import class_names
from cnn_core.training.batch_norm_lag import batch_norm_lag
from cnn_core.training.guessing import guessing
from cnn_core.training.overfitting import overfitting_onset
from cnn_core.training.state import RunState
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session


def notes(state: RunState) -> None:
    """Averages that are not settled, guessing, and overfitting."""
    experiment = laboratory().folder(session().run).meta.experiment
    if lag := batch_norm_lag(state.history):
        st.info(lag.words(experiment.architecture, state.steps_per_epoch), icon=":material/hourglass_top:")
    if guess := guessing(state.history, state.train_size, len(class_names(experiment.data))):
        st.info(guess.words(experiment.training.optimizer), icon=":material/casino:")
    if turned := overfitting_onset(state.history, state.validation_size):
        st.info(turned.words(bool(experiment.training.early_stopping)), icon=":material/trending_up:")
