"""The choice of the runs that are compared, and what is done with them."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from cnn_core.figures.overlay import MAX_CURVES
from cnn_core.metrics.comparison import distinct
from cnn_core.runs import PRETRAINED, RunResult
from cnn_core.runs.apart import names_apart
from cnn_core.runs.differing import settings_of
from cnn_core.runs.listing import left_out
from pages.widgets.compare.chosen_runs import CHOSEN, chosen_runs
from pages.widgets.compare.find_runs import find_runs
from pages.widgets.compare.runs_table import runs_table
from pages.widgets.compare.side_by_side import side_by_side
from pages.widgets.compare.steer_runs import steer_runs
from pages.widgets.compare.title_in_list import name_in_list, title_in_list
from pages.widgets.compare.two_runs import two_runs
from pages.widgets.compare.undo_writing import offer_undo_of_writing
from pages.widgets.runs.delete_runs import delete_runs, offer_undo
from pages.widgets.runs.open_on_desk import open_on_desk
from pages.widgets.runs.run_report import run_report
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session


def comparison() -> None:
    """The table of runs, and what came of the chosen ones; redraws itself while one of them waits or trains."""
    mine, lab = session(), laboratory()
    runs = {run.id: run for run in [*lab.runs(mine.owner), lab.result(PRETRAINED)]}
    st.header("Runs", anchor=False, help="Your runs, newest first, and the network that came with the app.")
    chosen = chosen_runs(runs)
    shown = find_runs(list(runs.values()))
    if shown:
        runs_table(shown, chosen)
    else:
        st.info("No run has all of this.", icon=":material/search_off:")
    if damaged := left_out(lab.root, mine.owner):
        words = f"{damaged:,} of your runs cannot be read and {'is' if damaged == 1 else 'are'} left out of all lists"
        st.caption(f":material/warning: {words}; the log of the app says which, and why.")
    _actions([runs[name] for name in chosen], {run.id for run in shown}, list(runs.values()))
    compared = tuple(chosen[:MAX_CURVES])
    on = sum(not runs[name].ended for name in compared)
    names = distinct([name_in_list(runs[name]) for name in compared])  # as in the table above
    titles = [title_in_list(runs[name]) for name in compared]
    alone = Counter(runs[name].title for name in compared)
    short = [title if alone[runs[run].title] == 1 else name for run, title, name in zip(compared, titles, names, strict=True)]
    curves = names_apart(short, titles, [settings_of(lab.folder(name).path) for name in compared])
    epochs = sum(runs[name].epochs for name in compared if not runs[name].loaded)  # as the table above has them
    fragment(side_by_side, LIVE if on else None)(compared, names, curves, on, epochs)
    two_runs(compared, short)


def _actions(chosen: list[RunResult], shown: set[str], runs: list[RunResult]) -> None:
    """What can be done with the chosen runs; of one alone, it can be opened and reported; those that are on can be stopped and followed.
    Nothing is deleted or stopped that the search hides."""
    seen = [run for run in chosen if run.id in shown]
    with st.container(horizontal=True, vertical_alignment="center"):
        more = f"; the first {MAX_CURVES} are compared" if len(chosen) > MAX_CURVES else ""
        hidden = len(chosen) - len(seen)
        unseen = f", {hidden:,} not in the table now and not deleted with the others" if hidden else ""
        st.markdown(f"**{len(chosen):,} chosen**{more}{unseen}", width="content")
        if chosen:
            st.button("Choose none", icon=":material/close:", on_click=lambda: st.session_state.update({CHOSEN: []}))
        if len(chosen) == 1:
            folder = laboratory().folder(chosen[0].id)
            open_on_desk(folder)
            run_report(folder)
        steer_runs(seen)
        delete_runs(seen, {run.id: name_in_list(run) for run in runs}, "Delete the chosen runs")
        offer_undo()
        offer_undo_of_writing()
