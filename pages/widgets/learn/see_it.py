"""From a lesson to the same arithmetic in the network in hand, on the Explain page."""

from __future__ import annotations

import streamlit as st

from pages.widgets.runs.choose_run import tested_runs
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.first_number import first_number
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

OPENS = {"kernel": "kernel", "maps": "kernel", "pooling": "pooling", "softmax": "softmax"}
"""Lesson -> what the Explain page opens."""


def see_it(topic: str) -> None:
    """A link that opens one number of such a layer of the chosen run; nothing for other lessons, where it has no such layer, or while it
    is not tested, when the Explain page shows another one."""
    what, run = OPENS.get(topic), session().run
    if what is None or all(each.id != run for each in tested_runs()):
        return
    folder = laboratory().folder(run)
    if first_number(folder.meta.experiment.architecture, what) is None:
        return
    st.page_link(
        "pages/explain.py",
        label=f"See it in {escape_markdown(laboratory().result(folder.id).title)}: one number, as the network computes it",
        icon=":material/biotech:",
        query_params={"open": what},
    )
