"""Which runs the table shows, and in which order."""

from __future__ import annotations

import streamlit as st

from cnn_core.runs import RunResult
from cnn_core.runs.differing import settings_of
from cnn_core.runs.search import NEWEST, ORDERS, has_words, in_order, told_apart
from cnn_core.text import plural
from pages.widgets.compare.chosen_runs import WORDS
from pages.widgets.state.laboratory import laboratory


def find_runs(runs: list[RunResult]) -> list[RunResult]:
    """Those with all of the words, all of the tags and, if asked, a star; newest first unless asked otherwise."""
    tags = sorted({tag for run in runs for tag in run.annotation.tags})
    with st.container(horizontal=True, vertical_alignment="bottom", key="find-runs"):
        words = st.text_input(
            "Find runs",
            key=WORDS,
            icon=":material/search:",
            placeholder="words of a name, tag, note, dataset or setting",
            width=300 if tags else 380,  # else the buttons of the table, at its upper edge, lie over the last words of this row
        )
        wanted = set(_tags(tags)) if tags else set()
        order = st.selectbox(
            "Order",
            ORDERS,
            key="order of runs",
            width=200,
            help="Runs without such a figure come last. A click on the head of a column sorts, too, until the table changes.",
        )
        starred = st.toggle("With a star", key="starred runs")
        settings = told_apart([settings_of(laboratory().folder(run.id).path) for run in runs]) if words else [[]] * len(runs)
        found = [
            run
            for run, of_run in zip(runs, settings, strict=True)
            if has_words(run, words, of_run) and wanted <= set(run.annotation.tags) and (run.annotation.starred or not starred)
        ]
        st.caption(
            plural(len(runs), "run") if len(found) == len(runs) else f"{len(found):,} of {plural(len(runs), 'run')}",
            width="content",
        )
    return in_order(found, order or NEWEST)


def _tags(known: list[str]) -> list[str]:
    """Those that runs must have; one whose last run lost it is no longer asked for."""
    st.session_state["tags of runs"] = [tag for tag in st.session_state.get("tags of runs", []) if tag in known]
    return st.multiselect(
        "Tags",
        known,
        key="tags of runs",
        placeholder="any",
        width=240,
        select_all=False,
        help="Runs that have all of these tags.",
    )
