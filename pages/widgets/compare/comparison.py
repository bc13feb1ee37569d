"""The choice of the runs that are compared."""

from __future__ import annotations

import streamlit as st

from cnn_core.figures.overlay import MAX_CURVES
from cnn_core.metrics.comparison import distinct
from cnn_core.runs import PRETRAINED
from pages.widgets.compare.side_by_side import side_by_side
from pages.widgets.compare.two_runs import two_runs
from pages.widgets.runs.delete_runs import delete_runs
from pages.widgets.runs.run_label import run_labels
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

CHOSEN = "compared"
WIDGET = "compared runs"  # Streamlit forgets a widget's value when its page is left; the choice above stays
REFRESH = 1.0
SAID = "labels of runs"
"""Every label under which a run was offered in this session, and its id."""


def comparison() -> None:
    """The choice of runs, and what came of them; redraws itself while one of them waits or trains."""
    mine, lab = session(), laboratory()
    runs = {run.id: run for run in [*lab.runs(mine.owner), lab.result(PRETRAINED)]}
    labels = run_labels(list(runs.values()))
    kept = [name for name in st.session_state.get(CHOSEN, list(runs)[:2]) if name in runs]
    st.session_state[CHOSEN] = kept  # without those that were deleted; what is begun with is not chosen anew after that
    _show(kept[:MAX_CURVES], labels)
    chosen = st.multiselect(
        "Runs",
        list(runs),
        key=WIDGET,
        on_change=_keep,
        max_selections=MAX_CURVES,
        format_func=lambda name: labels[name],
        placeholder="Choose runs",
        help="Your runs, newest first, and the network that came with the app.",
    )
    delete_runs([runs[name] for name in chosen], labels, "Delete the chosen runs")
    on = any(not runs[name].ended for name in chosen)
    fragment(side_by_side, REFRESH if on else None)(tuple(chosen), on)
    two_runs(tuple(chosen), distinct([lab.folder(name).meta.experiment.architecture.name for name in chosen]))


def _show(chosen: list[str], labels: dict[str, str]) -> None:
    """Makes the menu show these runs under their labels of now: a label changes when a test is in."""
    said: dict[str, str] = st.session_state.setdefault(SAID, {})
    changed = any(said.get(labels[name]) != name for name in chosen)
    said.update({label: name for name, label in labels.items()})
    if changed or st.session_state.get(WIDGET) != chosen:
        st.session_state[WIDGET] = chosen


def _keep() -> None:
    """Keeps the choice by ids. A browser sends labels; one that is out of date comes through Streamlit as it is."""
    said: dict[str, str] = st.session_state[SAID]
    st.session_state[CHOSEN] = list(dict.fromkeys(said.get(name, name) for name in st.session_state[WIDGET]))
