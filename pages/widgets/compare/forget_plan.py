"""A plan is forgotten, and brought back."""

from __future__ import annotations

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.plan.record import PlanRecord
from cnn_core.runs.deletion import GRACE
from pages.widgets.compare.plan_names import name_of_plan
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import plans
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session

CHOSEN_PLAN = "plan that is shown"
"""The id of the plan that is shown, also after a visit to other pages; the widget that chooses it has a key of its own, since Streamlit forgets the value of a
widget on another page and then finds what was kept under its key before."""


def forget_plan(record: PlanRecord) -> None:
    """The button; the plan must not be under way. None before an audience."""
    if not presenting():
        st.button(
            "Forget the plan",
            icon=":material/delete:",
            on_click=_forget,
            args=(record.id,),
            help=f"Its runs stay among your runs. For {GRACE / 60:.0f} minutes this can be undone.",
        )


def offer_plan_back() -> None:
    """A button that brings back the plan that was forgotten last, while that can be done."""
    last = None if presenting() else plans().forgotten.last(session().owner)
    if last is not None:
        st.button(
            "Undo: bring back the plan",
            icon=":material/undo:",
            on_click=_bring_back,
            args=(last,),
            key="undo forgotten plan",
            help=escape_markdown(name_of_plan(last)),
        )


def _forget(plan: str) -> None:
    try:
        plans().delete(plan, session().owner)
    except LabError as error:
        refuse(str(error))


def _bring_back(last: PlanRecord) -> None:
    owner = session().owner
    try:
        plans().forgotten.bring_back(owner, plans().add)
    except LabError as error:
        refuse(str(error))
        return
    st.session_state[CHOSEN_PLAN] = next((each.id for each in plans().of(owner) if each.same_plan(last)), "")
