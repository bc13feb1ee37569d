"""The end of each lesson: its idea, tried on the network of the desk."""

from __future__ import annotations

import streamlit as st

from cnn_core.workspace.changes import change_text
from cnn_core.workspace.lesson_trials import BUILD, Trial, trial_of
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.requests import announce, go_to
from pages.widgets.state.session import session


def try_it(topic: str) -> None:
    """What would be changed on the desk, and a button that changes it and opens the page that shows the effect. What lessons before
    have set gives way first, and is named."""
    mine = session()
    trial = trial_of(topic, mine.before_tries, mine.classes, mine.experiment)
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
        mine.try_out(trial.experiment)
        announce(f"From the lesson: {trial.change}. {trial.look}{back} Undo on the Build page brings back what was there.")
    go_to(f"pages/{trial.page}.py")
