"""How far a plan is, how long it still takes, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from cnn_core.engine import PlanRun
from cnn_core.errors import LabError
from cnn_core.plan.plan import name_of_run
from cnn_core.plan.record import PlanRecord
from cnn_core.text import page_words, plural
from cnn_core.training.progress import progress
from pages.widgets.compare.forget_plan import forget_plan
from pages.widgets.compare.plan_names import called, name_of_plan
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import plans
from pages.widgets.state.plan_time import plan_time
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session

LONGEST = 60
BY_HAND = "whose learning rate was changed by hand"


def plan_progress(record: PlanRecord, runs: list[PlanRun]) -> None:
    """A line, a bar with the time left and what trains now, and the buttons that stop a plan or go on with it."""
    over = sum(each.over for each in runs)
    st.markdown(f"**{escape_markdown(name_of_plan(record))}**: {_counts(record, runs, len(runs) - over)}")
    if record.on:
        under_way = [each for each in runs if each.state is not None and not each.state.ended]
        done = over + sum(each.state.progress for each in under_way if each.state)
        st.progress(min(1.0, done / len(runs)), text=escape_markdown(plan_time(record, runs)))
        st.caption(escape_markdown(_now(record, under_way)))
    if record.problem:
        st.error(escape_markdown(page_words(record.problem)), icon=":material/error:")
    owner = session().owner
    with st.container(horizontal=True):
        if record.on:
            st.button(
                "Stop the plan",
                icon=":material/stop:",
                on_click=partial(_ask, plans().stop, record.id, owner),
                help="What has ended stays; the runs that train or wait are stopped. It can be continued.",
            )
            return
        if over < len(runs):
            st.button(
                f"Continue the plan: {plural(len(runs) - over, 'run')} left",
                icon=":material/play_arrow:",
                on_click=partial(_ask, plans().go_on, record.id, owner),
                help="Trains the runs that are missing; those that were stopped go on after their last whole epoch. Those that are done stay as they are.",
            )
        forget_plan(record)


def _counts(record: PlanRecord, runs: list[PlanRun], left: int) -> str:
    """`3 of 8 runs done; the plan is stopped; 1 run failed, which does not count`. Done are those whose results are there."""
    how = {"failed": 0, "deleted": sum(bool(each.run) and each.state is None for each in runs), "stopped": 0, BY_HAND: 0}
    for each in runs:
        if each.state is not None and each.state.status in how:
            how[each.state.status] += 1
        elif each.ended and each.by_hand:
            how[BY_HAND] += 1
    lost = [f"{plural(number, 'run')} {word}" for word, number in how.items() if number]
    said = [f"{sum(each.done for each in runs)} of {plural(len(runs), 'run')} done"]
    if not record.on and left:
        said.append("the plan is stopped")
    if lost:
        said.append(f"{', '.join(lost)}, which {'does' if sum(how.values()) == 1 else 'do'} not count")
    return "; ".join(said)


def _now(record: PlanRecord, under_way: list[PlanRun]) -> str:
    """What trains now, or what it waits for."""
    trained = [each for each in under_way if each.state and each.state.status != "queued"]
    if not trained:
        return "Waiting for a free place." if under_way else "The next run begins in a moment."
    return " ".join(f"{_name(record, each)}: {progress(each.state).line}." for each in trained if each.state)


def _name(record: PlanRecord, each: PlanRun) -> str:
    return name_of_run(called(record, each.case.varied), each.case.seed, LONGEST)


def _ask(what: Callable[[str, str], None], plan: str, owner: str) -> None:
    try:
        what(plan, owner)
    except LabError as error:
        refuse(str(error))
