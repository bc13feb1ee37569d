"""The settings of the next training."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from cnn_core.spec.fields import fields_of
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import Optimizer
from cnn_core.training.precision import AUTO, auto_words
from pages.widgets.state.fields import controlled, edit
from pages.widgets.state.session import session
from pages.widgets.train.preflight import time_notes
from pages.widgets.train.rates import schedule_settings

TITLES = {
    "epochs": "Epochs",
    "minutes": "Time limit",
    "batch_size": "Images per step",
    "optimizer": "Optimizer",
    "learning_rate": "Size of the steps",
    "early_stopping": "Patience in epochs",
    "loss": "Form of the labels",
    "seed": "Seed of all that is random",
    "class_weight": "Weights of the classes",
    "precision": "Precision",
    "momentum": "Momentum",
    "nesterov": "Look ahead",
    "decay": "Shrinking of the steps",
    "beta_1": "Memory of the mean gradient",
    "beta_2": "Memory of its square",
    "rho": "Memory of the squared gradient",
    "weight_decay": "Pull of the weights to 0",
    "label_smoothing": "Doubt in the labels",
    "clipnorm": "Longest gradient",
    "use_ema": "Average the weights",
    "ema_momentum": "Memory of the average",
}
FIRST = ("epochs", "minutes", "batch_size")
LATER = ("early_stopping", "class_weight", "loss", "label_smoothing", "seed", "precision")
SHARED = ("clipnorm", "use_ema", "ema_momentum")
"""What every optimizer has and few need."""


def settings() -> None:
    """Widgets for the settings; they belong to the next training and never change one that runs."""
    mine = session()
    st.header("Settings", anchor=False)
    st.caption("For the next training; a running one keeps its own.")

    def change(config: Any, name: str) -> None:
        mine.set_training(config, f"training.{name}")

    config: TrainingConfig = mine.experiment.training
    edit(config, "training", change, FIRST, titles=TITLES)
    time_notes()

    def new_optimizer(kind: str) -> None:
        mine.set_training(replace(mine.experiment.training, optimizer=Optimizer.kinds[kind]()))

    st.selectbox(
        TITLES["optimizer"],
        list(Optimizer.kinds),
        help="How the gradients become steps. A new choice brings its own usual learning rate.",
        **controlled("optimizer", config.optimizer.kind, new_optimizer),
    )
    st.caption(config.optimizer.purpose)

    def change_optimizer(optimizer: Any, name: str) -> None:
        mine.set_training(replace(mine.experiment.training, optimizer=optimizer), f"optimizer.{name}")

    edit(config.optimizer, f"optimizer.{config.optimizer.kind}", change_optimizer, ("learning_rate",), titles=TITLES)
    schedule_settings(config, change)
    with st.expander("More settings"):
        fields = [field for field in fields_of(type(config.optimizer)) if field.name != "learning_rate"]
        rest = [field.name for field in fields if not field.advanced]
        if rest:
            edit(config.optimizer, f"optimizer.{config.optimizer.kind}", change_optimizer, rest, titles=TITLES)
        edit(config, "training", change, LATER, titles=TITLES)
        shared = [name for name in SHARED if name != "ema_momentum" or config.optimizer.use_ema]
        edit(config.optimizer, f"optimizer.{config.optimizer.kind}", change_optimizer, shared, titles=TITLES)
        if config.precision == AUTO:
            st.caption(auto_words())
