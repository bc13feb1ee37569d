"""The plans of a person: how far they are, and what their runs tell."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from cnn_core.errors import LabError
from cnn_core.figures.overlay import MAX_CURVES
from cnn_core.plan.groups import Group, groups
from cnn_core.runs.tensorboard import zipped_event_files
from cnn_core.text import page_words
from pages.widgets.compare.chosen_runs import CHOSEN
from pages.widgets.compare.forget_plan import CHOSEN_PLAN, forget_plan, offer_plan_back
from pages.widgets.compare.plan_csv import plain, plan_csv
from pages.widgets.compare.plan_figures import Named, plan_figures
from pages.widgets.compare.plan_names import called, name_of_plan
from pages.widgets.compare.plan_progress import plan_progress
from pages.widgets.compare.plan_words import plan_words
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.laboratory import laboratory, plans
from pages.widgets.state.requests import redraw, run_by_itself
from pages.widgets.state.session import session
from pages.widgets.state.tables import show_table

CHOOSER, ON = "chosen plan", "plan under way"
INTERVAL = (
    "The interval holds the mean over all seeds in 95 of 100 such experiments (Student's t). Where two intervals overlap widely, "
    "the difference may be chance: take more seeds. Two seeds make it 12.7 standard errors wide on each side, five 2.8. It is cut at 0 and "
    "100%, beyond which there is no accuracy."
)


def plan_results() -> None:
    """The plan that was chosen, at first the newest, and one that has begun; draws itself anew while it is on. Nothing where there is
    no plan."""
    records = plans().of(session().owner)
    offer_plan_back()
    if not records:
        return
    st.header("What varying showed", anchor=False, help=INTERVAL)
    names = {each.id: name_of_plan(each) for each in records}
    on = next((each.id for each in records if each.on), "")
    if on and st.session_state.get(ON) != on:  # it has begun or goes on, here or elsewhere, since this page was last looked at
        st.session_state[CHOSEN_PLAN] = on
    st.session_state[ON] = on
    chosen = records[0].id
    if len(records) > 1:
        if st.session_state.get(CHOSEN_PLAN) in names:
            chosen = st.session_state[CHOSEN_PLAN]
        st.session_state[CHOOSER] = chosen
        st.selectbox("Plan", list(names), format_func=names.__getitem__, key=CHOOSER, on_change=_choose)
    record = next(each for each in records if each.id == chosen)
    fragment(_plan, LIVE if record.on else None)(chosen, record.on)


def _choose() -> None:
    st.session_state[CHOSEN_PLAN] = st.session_state[CHOOSER]


def _plan(plan: str, was_on: bool) -> None:
    record = next((each for each in plans().of(session().owner) if each.id == plan), None)
    if record is None or was_on != record.on:  # it draws itself anew by another clock
        run_by_itself()
        return
    try:
        runs = plans().runs(record)
    except LabError as error:  # its images are gone: nothing can be shown, and it must not stand in the way for ever
        st.error(escape_markdown(page_words(f"{name_of_plan(record)} cannot be shown: {error}")), icon=":material/error:")
        forget_plan(record)
        return
    plan_progress(record, runs)
    named = [(called(record, each.case.varied), each) for each in runs]
    found = groups((varied, each.test_accuracy) for varied, each in named)
    plan_figures(plan, named, found)
    plan_words(record, named, found)
    _table(found)
    _buttons(named)


def _table(found: list[Group]) -> None:
    paths = list(dict.fromkeys(path for group in found for path in group.varied))
    figures = {
        "mean": [group.mean for group in found],
        "standard deviation": [group.std for group in found],
        "95% from": [group.drawn and group.drawn[0] for group in found],
        "95% to": [group.drawn and group.drawn[1] for group in found],
    }
    columns = {
        **{path: _dashed([_in_table(group.varied.get(path)) for group in found]) for path in paths},
        "runs": [group.runs for group in found],
        **{name: pd.Series(values, dtype=float) for name, values in figures.items()},
    }
    # Numbers that sort, each with two decimals, which Streamlit's own percent has not.
    shown = pd.DataFrame(columns).style.format("{:.2%}", subset=list(figures), na_rep="–")
    show_table(
        shown,
        hide_index=True,
        width="stretch",
        placeholder="–",  # a column without any number yet would say None
        alt="Mean test accuracy of each combination, its standard deviation and 95% interval",
    )


def _dashed(values: list[Any]) -> list[Any]:
    """Values as they are, so that they sort; texts where one is not there, since a table writes "None" for that."""
    return ["–" if value is None else str(value) for value in values] if None in values else values


def _in_table(value: object) -> object:
    """Switches are words, as in the figure: a table would draw boxes to tick."""
    return ("on" if value else "off") if isinstance(value, bool) else plain(value)


def _buttons(runs: Named) -> None:
    lab = laboratory()
    with st.container(horizontal=True):
        begun = [each.run for _, each in runs if each.run and each.state is not None]
        st.button(
            "Compare its runs",
            icon=":material/compare_arrows:",
            disabled=not begun,
            on_click=_compare,
            args=(begun[:MAX_CURVES],),
            help=f"Chooses its runs below, the first {MAX_CURVES} if there are more.",
        )
        st.download_button(
            "Download as CSV",
            lambda: plan_csv(runs),
            "plan.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="plan csv",
        )
        st.download_button(
            "For TensorBoard",
            lambda: zipped_event_files((lab.result(run).title, run, lab.state(run)) for run in begun),
            "plan-tensorboard.zip",
            "application/zip",
            icon=":material/download:",
            on_click="ignore",
            disabled=not begun,
            key="plan tensorboard",
            help="A zip of event files, a folder for each run, called as it is: unpack it, then `tensorboard --logdir` and the folder.",
        )


def _compare(runs: list[str]) -> None:
    """They are chosen in the table below, which is no part of what a click here draws anew."""
    st.session_state[CHOSEN] = runs
    redraw()
