"""The other runs of this person that train or wait, a click away."""

from __future__ import annotations

import streamlit as st

from cnn_core.text import plural
from cnn_core.training.progress import progress
from pages.widgets.shell.clocks import LIVE_ON_TRAIN
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.other_runs import others
from pages.widgets.shell.run_in_hand import name_of_run
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import redraw, run_by_itself
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session


def leads() -> bool:
    """Whether the line stands above the run that is shown: before an audience, while that waits itself, as it leads to what trains."""
    return presenting() and laboratory().place(session().run) is not None


def beside(followed: bool = False) -> None:
    """One line on all of them, with the first that trains; nothing where there is none. It is drawn again by itself, unless it stands in what
    is `followed` anyway."""
    with st.container():  # so that what is below keeps its place when they come, and the keyboard with it
        if others():
            if followed:
                _beside(leads())
            else:
                fragment(_beside, LIVE_ON_TRAIN)(leads())


def _beside(led: bool) -> None:
    runs = _in_turn()
    if not runs or leads() != led:
        run_by_itself()  # the whole page, and the clock of this fragment stops
    run, *others_of_them = runs
    place = laboratory().place(run)
    rest = plural(len(others_of_them), "more run") if others_of_them else ""
    more = f"; {rest}" if rest and presenting() else ""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="run-beside"):
        does = "" if place else progress(run_state(run)).line
        icon, leads_in = ("hourglass_top", "Next") if place else ("play_circle", "Beside it")
        at = f", number {place} in the queue" if place else ""
        st.caption(f":material/{icon}: {leads_in}: {name_of_run(run)}{at}{more if place else ''}", width="content")
        st.button(
            "Show it here",
            icon=":material/visibility:",
            key=f"show {run}",
            type="tertiary",
            on_click=_show,
            args=(run,),
            help="This page and the sidebar follow that run then. Both go on.",
        )
        if rest and not presenting():
            st.page_link("pages/compare.py", label=f"{rest} of yours: see Compare", icon=":material/compare_arrows:")
        if does:  # last, since they are longer and shorter all the time, and would push what is pressed about
            st.caption(f"{escape_markdown(does)}{more}", width="content")


def _show(run: str) -> None:
    """For callbacks: the whole page is drawn anew, and not only this line of it."""
    session().show_run(run)
    redraw()


def _in_turn() -> list[str]:
    """Those that train first, then those that wait, by their places."""
    return sorted(others(), key=lambda run: laboratory().place(run) or 0)
