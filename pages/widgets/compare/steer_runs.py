"""Chosen runs that train or wait: they are stopped together, and one is followed on Train."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnn_core.runs import RunResult
from cnn_core.text import plural
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import go_to
from pages.widgets.state.session import session

STOPPED = "stopped runs"
"""Which runs were chosen when some were stopped here last, and the sentence on it: said as long as they are, since the page is drawn
anew when the first of them ends."""


def steer_runs(chosen: Sequence[RunResult]) -> None:
    """Buttons for those of the chosen runs that have not ended; only what was stopped is said if there are none."""
    chosen_ids = tuple(run.id for run in chosen)
    on = [run for run in chosen if not run.ended]
    if on:
        _buttons(on, chosen_ids)
    stopped, said = st.session_state.get(STOPPED, ((), ""))
    if said and stopped == chosen_ids:
        st.markdown(f":material/check: {said}", width="content")


def _buttons(on: list[RunResult], chosen: tuple[str, ...]) -> None:
    st.button(
        f"Stop {plural(len(on), 'run')}",
        icon=":material/stop:",
        on_click=_stop,
        args=([run.id for run in on], chosen),
        key="stop chosen runs",
        help="One that trains ends, and its weights are kept and evaluated; one that waits is taken out of the queue.",
    )
    shown = _first(on)
    st.button(
        "Watch on Train",
        icon=":material/visibility:",
        on_click=watch_run,
        args=(shown.id,),
        key="watch on train",
        help=f"Train and the sidebar show {escape_markdown(shown.title)} then: of the chosen runs, the one that trains, or is next.",
    )


def _first(on: Sequence[RunResult]) -> RunResult:
    """The run that trains, or else the one that is next in the queue."""
    lab = laboratory()
    return min(on, key=lambda run: lab.place(run.id) or 0)


def _stop(runs: list[str], chosen: tuple[str, ...]) -> None:
    st.session_state[STOPPED] = chosen, stop_runs(runs)


def stop_runs(runs: Sequence[str]) -> str:
    """For callbacks: stops these of this person's runs, and says so. Those that wait go first, so that none of them begins in the place of one
    that ends."""
    mine, lab = session(), laboratory()
    own = [run for run in lab.active(mine.owner) if run in runs]
    waiting = [run for run in own if lab.place(run) is not None]
    training = [run for run in own if run not in waiting]
    for run in [*waiting, *training]:
        lab.stop(run)
    ends = f"{plural(len(training), 'training')} stopped" if training else ""
    out = f"{plural(len(waiting), 'run')} taken out of the queue" if waiting else ""
    return ", ".join(each for each in (ends, out) if each) or "They had ended already"


def watch_run(run: str) -> None:
    """For callbacks: Train and the sidebar show this run."""
    session().show_run(run)
    go_to("pages/train.py")
