"""Pictures that came with the run's own images without a class: offered for prediction."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.aside import aside_of
from cnn_core.data.catalogue import entry_of
from cnn_core.data.own import is_own
from cnn_core.data.task import class_names
from cnn_core.runs import RunFolder
from cnn_core.text import plural
from pages.widgets.draw.answers import answers_to
from pages.widgets.draw.many_pictures import many_answers
from pages.widgets.shell.error_boundary import escape_markdown


def set_aside(folder: RunFolder) -> None:
    """A switch, and behind it what the network says of them; nothing where there are none."""
    data = folder.meta.experiment.data
    if not is_own(data.dataset):
        return
    entry = entry_of(data.dataset)
    found = aside_of(entry.name, entry.input_shape)
    if found is None:
        return
    title = escape_markdown(entry.title)
    words = f"Read the {plural(len(found.names), 'picture')} that came with {title} without a class"
    if st.toggle(words, key=f"read set aside {entry.name}") and (said := answers_to(folder, found.images)) is not None:
        many_answers(found.names, said, class_names(data), found.images, entry.pixel_max, without_class=True)
