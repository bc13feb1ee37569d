"""The runs of this person that train or wait, where Compare begins: each is stopped or watched from there."""

from __future__ import annotations

import streamlit as st

from cnn_core.text import plural
from cnn_core.training.progress import progress
from pages.widgets.compare.steer_runs import stop_runs, watch_run
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.other_runs import of_no_plan
from pages.widgets.shell.run_in_hand import name_of_run
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session

MAX_SHOWN = 3


def under_way() -> None:
    """A line with buttons for each, those that train first; nothing where none is on. What is of a plan is steered with the plan."""
    with st.container():  # so that what is below keeps its place when they come
        if runs := _in_turn():
            fragment(_under_way, LIVE)(runs, _epochs(runs))


def _under_way(drawn: list[str], epochs: int) -> None:
    """Draws the whole page anew when one begins, ends or does an epoch: the tables below say the same of them."""
    runs = _in_turn()
    if runs != drawn or _epochs(runs) != epochs:
        run_by_itself()
    with st.container(gap="xsmall"):
        for run in runs[:MAX_SHOWN]:
            _line(run)
        if len(runs) > MAX_SHOWN:
            rest = plural(len(runs) - MAX_SHOWN, "more run")
            with st.container(horizontal=True, gap="small", vertical_alignment="center", key="more under way"):
                st.caption(f"{rest} on. What is ticked in the table can be stopped or watched, too.", width="content")
                _stop_button(runs, "Stop all", "stop all")


def _line(run: str) -> None:
    lab = laboratory()
    place = lab.place(run)
    does = progress(run_state(run)).line if place is None else f"number {place} in the queue"
    icon = ":material/play_circle:" if place is None else ":material/hourglass_top:"
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"under way {run}"):
        st.markdown(f"{icon} {name_of_run(run)}: {escape_markdown(does[:1].lower() + does[1:])}", width="content")
        _stop_button([run], "Stop", f"stop {run}")
        st.button(
            "Watch on Train",
            icon=":material/visibility:",
            type="tertiary",
            key=f"watch {run}",
            on_click=watch_run,
            args=(run,),
            help="Train and the sidebar show this run then.",
        )


def _stop_button(runs: list[str], label: str, key: str) -> None:
    ends = "Ends the run: one that trains is evaluated with the weights that it has, one that waits is taken out of the queue."
    st.button(label, icon=":material/stop:", type="tertiary", key=key, on_click=_stop, args=(runs,), help=ends)


def _stop(runs: list[str]) -> None:
    stop_runs(runs)  # what it says is seen: the lines go


def _in_turn() -> list[str]:
    """Those that train first, then those that wait, by their places."""
    lab = laboratory()
    return sorted(of_no_plan(lab.active(session().owner)), key=lambda run: lab.place(run) or 0)


def _epochs(runs: list[str]) -> int:
    return sum(len(run_state(run).history) for run in runs)
