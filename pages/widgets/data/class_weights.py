"""The setting that lets each class count the same, and what it comes to with these images."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from cnn_core.data.balance import are_uneven
from cnn_core.data.choice import ALL
from cnn_core.data.task import class_names
from cnn_core.text import plural
from cnn_core.training.config import BALANCED, EVEN
from pages.widgets.data.task_choice import data_split, task_labels
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.session import session

HEAVY = 10
"""Where an image counts as much as so many others, the few of its class steer the training."""


def balance(key: str) -> None:
    """The button that turns the setting on or off."""
    mine = session()
    on = mine.experiment.training.class_weight == BALANCED
    st.button(
        "Let each image count the same again" if on else "Let each class count the same in training",
        icon=":material/undo:" if on else ":material/balance:",
        on_click=lambda: mine.set_training(replace(mine.experiment.training, class_weight=EVEN if on else BALANCED)),
        help="Weights of the classes, a setting of the Train page: the loss of an image counts the more, the fewer images its class has.",
        key=key,
    )


def say_uneven_classes() -> None:
    """Where the classes are uneven, or the setting is on and few images weigh much, perhaps since other images were chosen: what that comes
    to, and the setting. Of one class against the rest nothing but the latter, as the rest is most of the images."""
    split, choice = data_split(), session().experiment.data
    if split is None:
        return
    (trained, _), names = task_labels(), class_names(choice)
    counts = np.bincount(trained[split.train], minlength=len(names))
    on = session().experiment.training.class_weight == BALANCED
    most, least = int(counts.argmax()), int(np.where(counts, counts, counts.max()).argmin())
    times, few = counts[most] / max(1, counts[least]), escape_markdown(names[least])
    if on and times >= HEAVY:
        st.warning(
            f"Each class counts the same in training: with {plural(int(counts[least]), 'training image')} of {few}, "
            f"each counts as much as {times:.0f} of {escape_markdown(names[most])}.",
            icon=":material/balance:",
        )
    elif choice.task == ALL and are_uneven(counts.tolist()):
        does = (
            "each of them counts the same in training (class_weight)"
            if on
            else "accuracy speaks mostly of the large ones, unless each counts the same (class_weight)"
        )
        st.caption(
            f":material/balance: The classes are uneven, {plural(int(counts[most]), 'training image')} of {escape_markdown(names[most])} and "
            f"{counts[least]:,} of {few}: {does}."
        )
    else:
        return
    balance("even classes")
