"""A line that says what is held back for validation of images that are divided otherwise than others."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.choice import GIVEN
from cnn_core.data.divided import as_given
from cnn_core.data.split import why_not
from cnn_core.text import plural
from pages.widgets.data.task_choice import data_split
from pages.widgets.state.datasets import dataset
from pages.widgets.state.other_images import wanted
from pages.widgets.state.session import session


def say_what_is_held_back() -> None:
    """A line where the images on the desk are so few, or so divided as they came, that they are divided otherwise than a person chose."""
    data, usual, entry = session().experiment.data, wanted(), session().entry
    again = "nothing" if usual.validation == "none" else f"{usual.validation_split:.0%}"
    if data.validation == GIVEN:
        parts = data_split()
        if parts is not None:  # else the settings say what is wrong
            count = len(parts.validation)
            st.caption(
                f"{plural(count, 'image')} of the validation part that came with these {'validates' if count == 1 else 'validate'}; "
                f"with other images {again} is held back, as before."
            )
        return
    same = (data.validation, data.validation_split) == (usual.validation, usual.validation_split)
    if same and not entry.validation_from:
        return
    why = why_not(dataset(entry.name).y_train, as_given(usual, entry))
    if not why:
        return
    held = "nothing" if data.validation == "none" else f"{data.validation_split:.0%}"
    st.caption(f"{why} {held} is held back" + ("." if same else f"; with other images it is {again} again."))
