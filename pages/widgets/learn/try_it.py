"""The end of each lesson: its idea, tried on the network of the desk."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import GIVEN, ONE, DataChoice
from cnn_core.data.divided import divided
from cnn_core.data.load import find
from cnn_core.errors import DatasetError
from cnn_core.forecast import sizes_of
from cnn_core.workspace.changes import change_text, changed_layer
from cnn_core.workspace.lesson_trials import trial_of
from cnn_core.workspace.trial import BUILD, Trial
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import dataset
from pages.widgets.state.requests import announce, go_to
from pages.widgets.state.session import session
from pages.widgets.state.shown_layer import show_layer


def try_it(topic: str) -> None:
    """What would be changed on the desk, and a button that changes it and opens the page that shows the effect. What lessons before
    have set gives way first, and is named."""
    mine = session()
    before = mine.before_tries
    trial = trial_of(topic, before, mine.classes, mine.experiment, _there(before.data))
    with st.container(border=True, key="try-it", width=760):
        st.markdown("**Try it on your network**")
        name = escape_markdown(mine.experiment.architecture.name)
        if trial is None:
            st.caption(f"The network on the desk, {name}, has no layer that this lesson could change without breaking it.")
            return
        there = trial.experiment == mine.experiment
        back = "" if there else _put_back()
        st.caption(f"{'Set on' if there else 'On'} {name}: {escape_markdown(f'{trial.change}. {trial.look}{back}')}")
        place = "Build" if trial.page == BUILD else "Train"
        st.button(
            f"Open {place}" if there else f"Set it and open {place}",
            icon=":material/science:",
            key="try it",
            on_click=_carry_out,
            args=(trial,),
            help="Changes the desk by one edit; Undo on the Build page takes it back.",
        )


def _there(choice: DataChoice) -> int:
    """How many images can be taken to train on; of one class against the rest about so many, while they are not here to be counted."""
    everything = replace(choice, train_size=0, validation=choice.validation if choice.validation == GIVEN else "none")
    entry = entry_of(choice.dataset)
    if choice.task == ONE and find(entry.name) is not None:
        with suppress(DatasetError):
            return len(divided(dataset(entry.name), everything).train)
    return sizes_of(everything, entry.train_size, entry.test_size, len(entry.class_names))[0]


def _put_back() -> str:
    """A sentence on what is still on the desk of the lessons before and gives way; empty if nothing is."""
    mine = session()
    text = change_text(mine.experiment, mine.before_tries)
    return f" What an earlier lesson set is put back: {text}." if text else ""


def _carry_out(trial: Trial) -> None:
    mine = session()
    if mine.overtaken():
        return
    if trial.experiment != mine.experiment:
        back = _put_back()
        show_layer(changed_layer(mine.before_tries.architecture, trial.experiment.architecture))
        mine.try_out(trial.experiment)
        announce(f"From the lesson: {trial.change}. {trial.look}{back} Undo on the Build page brings back what was there.")
    go_to(f"pages/{trial.page}.py")
