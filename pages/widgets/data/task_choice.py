"""The task: which class, or one class against the rest."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from cnn_core.data.choice import ALL, ONE
from cnn_core.data.corrections import corrected_labels
from cnn_core.data.dataset import Dataset, Labels
from cnn_core.data.divided import divided
from cnn_core.data.split import Split
from cnn_core.data.task import class_names, for_task, labels_of_test, training_labels
from cnn_core.errors import DatasetError
from cnn_core.text import classes_text
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import dataset
from pages.widgets.state.fields import controlled, number_field
from pages.widgets.state.session import session

FEW = 3_000
TASKS = {ALL: "Which class is it?", ONE: "Is it a certain one, or not?"}


def task_dataset() -> Dataset:
    """The chosen dataset for the task of the desk. Only for a dataset that is on this machine."""
    mine = session()
    return for_task(dataset(mine.entry.name), mine.experiment.data)


def task_labels() -> tuple[Labels, Labels]:
    """The labels of its training and of its test images, without a copy of the images where some are left out."""
    mine = session()
    data = dataset(mine.entry.name)
    return training_labels(data, mine.experiment.data), labels_of_test(data, mine.experiment.data)


def data_split() -> Split | None:
    """The split of the images; None if it is impossible, which is said beside the settings."""
    mine = session()
    with suppress(DatasetError):
        return divided(dataset(mine.entry.name), mine.experiment.data)
    return None


def choose_task() -> None:
    """The task, its class, and how many images stand on each side; the network's output follows."""
    mine = session()
    data = mine.experiment.data
    if len(mine.entry.class_names) == 1:
        name = escape_markdown(mine.entry.class_names[0])
        st.caption(f"All of these images are of one class, {name}: a network has nothing to tell it from, and is always right.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "The question",
            list(TASKS),
            format_func=lambda task: TASKS[task],
            required=True,
            **controlled("data.task", data.task, partial(_set, "task")),
            help="A question with two answers needs a network with two outputs; the last Dense follows by itself.",
        )
        if data.task == ONE:
            _choose_target()
    st.caption(escape_markdown(_counts(*task_labels(), class_names(data), data.task)))


def _choose_target() -> None:
    mine = session()
    data, names = mine.experiment.data, mine.entry.class_names
    labels = corrected_labels(dataset(mine.entry.name), data)
    own = int(np.count_nonzero(labels == data.target))
    rest = len(labels) - own
    usual = min(own, rest)  # which is what 0 means in an experiment, so that it follows the class
    st.selectbox(
        "The class",
        range(len(names)),
        format_func=lambda k: names[k],
        **controlled("data.target", data.target, partial(_set, "target")),
        width=180,
        help="The class that the network learns to distinguish from all others.",
    )
    number_field(
        "Images of others",
        min(1, usual),  # 0 where no image of the class, or of another one, is left
        rest,
        "data.others",
        min(data.others, rest) or usual,
        lambda count: _set("others", 0 if count == usual else count),
        "Drawn by seed from the other classes; at first as many as the class has. With more, the network tends to say no.",
        width=180,
        step=500 if rest > FEW else 50,
    )


def _set(name: str, chosen: Any) -> None:
    """Takes a widget's value over. All images of the new task are taken, since it may have fewer than were asked for."""
    mine = session()
    changes: dict[str, Any] = {name: chosen, "train_size": 0}
    if name == "target":
        changes["others"] = 0
    mine.set_data(replace(mine.experiment.data, **changes), f"data.{name}")


def _counts(trained: Labels, tested: Labels, names: Sequence[str], task: str) -> str:
    """A line for either question: what is below does not move with the choice."""
    if task != ONE:
        most = np.bincount(tested).max() / len(tested)
        return f"{classes_text(len(names))}; always giving the same answer is right in at most {most:.1%} of the test images."
    rest, name = names
    train, test = (np.bincount(labels, minlength=2) for labels in (trained, tested))
    return (
        f"Training: {train[1]:,} images of {name} and {train[0]:,} of {rest}. "
        f"Test: all test images, {test[1]:,} and {test[0]:,}; always answering {rest} is right in {test[0] / test.sum():.1%}."
    )
