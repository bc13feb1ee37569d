"""The end of each lesson: its idea, tried on the network of the desk."""

from __future__ import annotations

import streamlit as st

from cnn_core.workspace.lesson_trials import BUILD, Trial, trial_of
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.requests import announce, go_to
from pages.widgets.state.session import session


def try_it(topic: str) -> None:
    """What would be changed on the desk, and a button that changes it and opens the page that shows the effect."""
    mine = session()
    trial = trial_of(topic, mine.experiment, mine.classes)
    with st.container(border=True, key="try-it", width=760):
        st.markdown("**Try it on your network**")
        name = escape_markdown(mine.experiment.architecture.name)
        if trial is None:
            st.caption(f"The network on the desk, {name}, has no layer that this lesson could change without breaking it.")
            return
        st.caption(f"On {name}: {escape_markdown(trial.change)}. {escape_markdown(trial.look)}")
        place = "Build" if trial.page == BUILD else "Train"
        st.button(
            f"Set it and open {place}",
            icon=":material/science:",
            key="try it",
            on_click=_carry_out,
            args=(trial,),
            help="Changes the desk by one edit; Undo on the Build page takes it back.",
        )


def _carry_out(trial: Trial) -> None:
    mine = session()
    if mine.overtaken():
        return
    mine.put(mine.desk.edit(trial.experiment))
    announce(f"From the lesson: {trial.change}. {trial.look} Undo on the Build page brings back what was there.")
    go_to(f"pages/{trial.page}.py")
