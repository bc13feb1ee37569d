"""Choosing and splitting a dataset."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from cnn_core.data.choice import GIVEN, DataChoice
from cnn_core.data.divided import divided
from cnn_core.data.own import is_own
from cnn_core.spec.fields import fields_of
from pages.widgets.data.class_weights import say_uneven_classes
from pages.widgets.data.dataset_cards import CARDS, card_pictures, card_text
from pages.widgets.data.held_back import say_what_is_held_back
from pages.widgets.data.task_choice import data_split, task_labels
from pages.widgets.shell.error_boundary import error_boundary
from pages.widgets.state.datasets import dataset
from pages.widgets.state.fields import controlled, edit, titled
from pages.widgets.state.other_images import choice_of
from pages.widgets.state.session import session

TITLES = {
    "train_size": "Images to take",
    "validation": "Validation images",
    "validation_split": "Part held back for validation",
    "split_seed": "Seed of the split",
    "scaling": "Scaling of the pixels",
    "offset": "Subtracted from each pixel",
    "divisor": "Divided by",
}
VALIDATION = {
    "stratified": "stratified: drawn by seed",
    "last": "last: the last part, as Keras does",
    "test": "test: the test set itself",
    "none": "none",
    GIVEN: "given: those that came for it",
}
SCALING = {
    "unit": "unit: 0 to 1",
    "standard": "standard: mean 0, standard deviation 1",
    "fixed": "fixed: numbers of your own",
}


def choose_dataset() -> None:
    """One card per dataset; input and output of the network follow the choice."""
    mine = session()

    entries = mine.entries | {mine.entry.name: mine.entry}
    words = {name: card_text(entry) for name, entry in entries.items()}
    with st.container(key=CARDS):
        st.segmented_control(
            "Dataset",
            list(entries),
            format_func=lambda name: words[name],
            required=True,
            **controlled("dataset", mine.entry.name, use_dataset, list(words.values())),
        )
    card_pictures(entries)
    licence = "" if is_own(mine.entry.name) else f" Licence: {mine.entry.licence}."
    st.caption(f"{mine.entry.description}{licence}")


def use_dataset(name: str) -> None:
    """Puts a dataset on the desk."""
    session().set_data(choice_of(name))


def _validate(kind: str) -> None:
    mine = session()
    first = mine.entry.validation_from if kind == GIVEN else 0
    mine.set_data(replace(mine.experiment.data, validation=kind, validation_from=first), "data.validation")


def choose_parts() -> None:
    """How much is trained on, what validates, how pixels are scaled."""
    mine = session()
    st.header("Training, validation and test", anchor=False)
    labels, _ = task_labels()
    parts = data_split() if mine.experiment.data.validation == GIVEN else None
    most = len(labels) - (0 if parts is None else len(parts.validation))  # which all stay
    least = min(500, most // 2)
    size = mine.experiment.data.train_size or most

    def resize(chosen: int) -> None:
        mine.set_data(replace(mine.experiment.data, train_size=0 if chosen >= most else chosen), "train_size")

    shown = max(least, min(size, most))
    st.select_slider(
        titled(TITLES["train_size"], "train_size"),
        sorted({*range(least, most, max(1, min(500, most // 20))), shown, most}),
        format_func=lambda count: f"{count:,}",
        help="Images taken from the training part, each class in its proportion: fewer train faster and generalise less.",
        **controlled("train_size", shown, resize),
    )

    def change(choice: Any, name: str) -> None:
        mine.set_data(choice, f"data.{name}")

    data: DataChoice = mine.experiment.data
    kinds = [kind for kind in VALIDATION if kind != GIVEN or mine.entry.validation_from or data.validation == GIVEN]
    st.selectbox(
        titled(TITLES["validation"], "validation"),
        kinds,
        format_func=lambda kind: VALIDATION[kind],
        help=next(field.help for field in fields_of(DataChoice) if field.name == "validation"),
        **controlled("data.validation", data.validation, _validate),
    )
    only = ["validation_split", "split_seed", "scaling"]
    if data.validation in ("test", "none", GIVEN):
        only.remove("validation_split")
    if data.scaling == "fixed":
        only += ["offset", "divisor"]
    words = {"scaling": lambda v: SCALING[v]}
    edit(data, "data", change, only, words, TITLES)
    say_what_is_held_back()
    say_uneven_classes()
    with error_boundary():
        divided(dataset(mine.entry.name), data)
    if data.validation == "test":
        st.warning(
            "The validation curve now shows the test set, so the test result is no longer on unseen images. "
            "Course notebooks often do this; the result is then too optimistic.",
            icon=":material/warning:",
        )
