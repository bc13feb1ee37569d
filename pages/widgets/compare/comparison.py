"""Chosen runs side by side: the table and the overlaid curves."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd
import streamlit as st

from cnn_core.figures.curves import Metric
from cnn_core.figures.overlay import MAX_CURVES, overlaid_curves
from cnn_core.figures.theme import CONFIG
from cnn_core.metrics.comparison import Row, compare, distinct
from cnn_core.runs import PRETRAINED
from cnn_core.text import plural
from cnn_core.training.progress import progress
from pages.widgets.runs.delete_runs import delete_runs
from pages.widgets.runs.run_label import run_labels
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.datasets import dark
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

CHOSEN = "compared"
WIDGET = "compared runs"  # Streamlit forgets a widget's value when its page is left; the choice above stays
REFRESH = 1.0
SAID = "labels of runs"
"""Every label under which a run was offered in this session, and its id."""
UNSEEN = "Test figures come from images that no training has seen."


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
    fragment(_side_by_side, REFRESH if on else None)(tuple(chosen), on)


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


def _side_by_side(chosen: tuple[str, ...], was_on: bool) -> None:
    lab = laboratory()
    runs = [(lab.folder(name).meta.experiment, lab.state(name)) for name in chosen]
    if was_on and all(state.ended for _, state in runs):
        st.rerun()
    if not runs:
        st.info("Choose runs above, or queue several networks as one experiment.", icon=":material/compare_arrows:")
        return
    rows = compare(runs)
    words = [_words(name) for name in chosen]
    _table(rows, words)
    states = dict(zip(distinct([experiment.architecture.name for experiment, _ in runs]), (s for _, s in runs), strict=True))
    metrics: tuple[Metric, ...] = ("accuracy", "loss")
    for column, metric in zip(st.columns(2), metrics, strict=True):
        with column:
            st.plotly_chart(
                overlaid_curves(states, metric, dark()),
                key=f"overlay {metric}",
                theme=None,
                config=CONFIG,
                alt=f"Validation {metric} by epoch of {len(runs)} runs; the table above has the figures",
            )
    used = sum(experiment.data.validation == "test" for experiment, _ in runs)
    unseen = (
        f"Of {plural(used, 'run')} the test images validated as well, so those figures are not of unseen images."
        if used
        else UNSEEN
    )
    st.caption(
        f"Curves: validation, or training where a run has none. {unseen} "
        "Differences below half a percent are often chance: train with another seed to see."
    )


def _words(name: str) -> str:
    lab = laboratory()
    state, place = lab.state(name), lab.place(name)
    if place is not None:
        return f"waiting, number {place}"
    return state.status if state.ended else progress(state).line


def _table(rows: list[Row], words: list[str]) -> None:
    table = pd.DataFrame([asdict(row) for row in rows])
    table.insert(1, "status", words)
    shown = {
        "name": st.column_config.TextColumn("network", width=170),
        "status": st.column_config.TextColumn(width=150),
        "train_size": st.column_config.NumberColumn("training images", format="localized"),
        "parameters": st.column_config.NumberColumn(format="localized"),
        "seconds": st.column_config.NumberColumn(
            format="%.1f", help="Time of the epochs on this machine, shared with what else ran."
        ),
        "val_loss": st.column_config.NumberColumn("validation loss", format="%.4f"),
        "val_accuracy": st.column_config.NumberColumn("validation accuracy", format="%.4f"),
        "test_loss": st.column_config.NumberColumn("test loss", format="%.4f"),
        "test_accuracy": st.column_config.NumberColumn("test accuracy", format="%.4f"),
    }
    st.dataframe(table, hide_index=True, column_config=shown, width="stretch", placeholder="–", alt="Figures of the chosen runs")
    st.download_button(
        "Download as CSV",
        lambda: table.to_csv(index=False),
        "comparison.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
