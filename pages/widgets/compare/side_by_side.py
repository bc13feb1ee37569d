"""Chosen runs side by side: for each question that they answer a table and the overlaid curves."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from cnn_core.doctor.finding import VERSION
from cnn_core.experiment import Experiment
from cnn_core.figures.curves import Metric
from cnn_core.figures.overlay import overlaid_curves
from cnn_core.metrics.comparison import by_question, compare, differently_tested
from cnn_core.runs import RunFolder
from cnn_core.runs.apart import QUESTION
from cnn_core.runs.differing import LAYERS, settings_of
from cnn_core.runs.findings import kept_findings
from cnn_core.runs.result import LOADED
from cnn_core.text import plural
from cnn_core.training.progress import progress, stopped_words
from cnn_core.training.state import RunState
from pages.widgets.compare.runs_table import SECONDS, name_width
from pages.widgets.compare.setting_columns import setting_columns
from pages.widgets.runs.findings import found_in
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.run_state import run_state
from pages.widgets.state.tables import show_table

UNSEEN = "Test figures come from the test part, which was used only at the end."
APART = "These runs answer different questions, or learned from different images: figures of one group say nothing of another."
NO_CURVES = "A network from a file brings none; a run that ended before its first epoch has none."
NUMBERS = {
    "val_loss": "validation loss",
    "val_accuracy": "validation accuracy",
    "test_loss": "test loss",
    "test_accuracy": "test accuracy",
}
OF_TEST = ("left_out_test", "relabelled_test")
"""Settings that the column "tested with" says in words."""
AS_SAID = "%.7g"
"""Digits of a file: those of the float32 that a training says its figures in."""
ACCURACIES = ("val_accuracy", "test_accuracy")
Run = tuple[Experiment, RunState]


def side_by_side(chosen: tuple[str, ...], names: list[str], curves: list[str], were_on: int, epochs: int) -> None:
    """Table of the runs with these ids, under these names, and their curves, under theirs. The whole page, with its buttons and the table of all runs, is drawn anew when one
    of those that were on has ended, or they have done more whole epochs than these together: else one table would contradict the other."""
    lab = laboratory()
    runs = [(lab.folder(name).meta.experiment, run_state(name)) for name in chosen]
    done = sum(len(state.history) for _, state in runs if state.reason != LOADED)  # as the table above counts
    if sum(not state.ended for _, state in runs) < were_on or done > epochs:
        run_by_itself()
    if not runs:
        st.info("Tick runs above, or queue several networks as one experiment.", icon=":material/compare_arrows:")
        return
    table = pd.DataFrame([asdict(row) for row in compare(runs, names)])
    table.insert(1, "status", [_words(name) for name in chosen])
    groups = by_question([experiment for experiment, _ in runs])
    if len(groups) > 1:
        st.info(APART, icon=":material/call_split:")
    told_apart = []
    for title, numbers in groups.items():
        if len(groups) > 1:
            st.header(f"{escape_markdown(title)}: {plural(len(numbers), 'run')}", anchor=False)
        if said := differently_tested(
            [runs[number][0].data for number in numbers], [table["name"][number] for number in numbers]
        ):
            st.warning(escape_markdown(said), icon=":material/rule:")
        apart = setting_columns(
            [settings_of(lab.folder(chosen[number]).path) for number in numbers], {*table, *QUESTION, *OF_TEST} - {"epochs"}
        )
        told_apart.append(pd.DataFrame(apart, index=numbers))
        _group(title, _with(table.iloc[numbers], apart), {curves[number]: runs[number][1] for number in numbers})
    _remarks(runs)
    _findings([lab.folder(name) for name in chosen], [state for _, state in runs], names)
    st.download_button(
        "Download as CSV",
        lambda: table.join(pd.concat(told_apart)).to_csv(index=False, float_format=AS_SAID),
        "comparison.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _with(table: pd.DataFrame, apart: dict[str, list[Any]]) -> pd.DataFrame:
    """The table with what is looked for first behind the names, then the settings that tell its rows apart; the long layers last."""
    settings = pd.DataFrame(apart, index=table.index)
    last = [name for name in settings if name == LAYERS]
    first = ["name", "test_accuracy", *(["tested_with"] if table["tested_with"].nunique() > 1 else []), "status"]
    table = table if "tested_with" in first else table.drop(columns="tested_with")
    return pd.concat([table[first], settings.drop(columns=last), table.drop(columns=first), settings[last]], axis=1)


def _words(name: str) -> str:
    lab = laboratory()
    state, place = run_state(name), lab.place(name)
    if place is not None:
        return f"waiting, number {place}"
    if state.status == "stopped" and state.epochs:
        return stopped_words(state).partition(",")[0]  # the epochs that are whole have a column
    return state.status if state.ended else progress(state).line.partition(":")[0]  # why a first batch takes long stands on Train


def _group(title: str, table: pd.DataFrame, states: dict[str, RunState]) -> None:
    _table(title, table)
    if bare := [name for name, state in states.items() if state.ended and not state.history]:
        st.caption(escape_markdown(f"Without curves: {', '.join(bare)}. {NO_CURVES}"))
    if len(bare) == len(states):
        return
    metrics: tuple[Metric, ...] = ("accuracy", "loss")
    with st.container(key=f"stacking charts {title}"):
        for column, metric in zip(st.columns(2), metrics, strict=True):
            with column:
                steady_chart(
                    overlaid_curves(states, metric, dark(), large=presenting()),
                    f"overlay {metric} {title}",
                    title,
                    f"Validation {metric} by epoch of {plural(len(states), 'run')}; the table above has the figures",
                )


def _table(title: str, table: pd.DataFrame) -> None:
    shown = {
        "name": st.column_config.TextColumn(width=name_width(max(map(len, table["name"])))),
        "status": st.column_config.TextColumn(width=150),
        "question": None,
        "tested_with": st.column_config.TextColumn("tested with", width=300),
        "epochs": st.column_config.NumberColumn("epochs done"),
        LAYERS: st.column_config.TextColumn(width=200),
        "train_size": st.column_config.NumberColumn("training images", format="localized"),
        "parameters": st.column_config.NumberColumn(format="localized"),
        "seconds": st.column_config.NumberColumn(format="%.1f", help=SECONDS),
        **{
            name: st.column_config.NumberColumn(label, format="%.2f%%" if name in ACCURACIES else "%.4f")
            for name, label in NUMBERS.items()
        },
    }
    show_table(
        table.assign(
            **{name: (100 * pd.to_numeric(table[name])).round(2) for name in ACCURACIES}
        ),  # in percent, as the table of runs has them
        hide_index=True,
        column_config=shown,
        width="stretch",
        placeholder="–",
        alt=f"Figures of the chosen runs on {title}",
    )


def _findings(folders: list[RunFolder], states: list[RunState], names: list[str]) -> None:
    """What the training doctor says of those that have ended, under their names."""
    said = []
    for folder, state, name in zip(folders, states, names, strict=True):
        if state.ended:
            kept = kept_findings(folder.path, VERSION)
            messages = [each.message for each in found_in(folder, state)] if kept is None else kept
            said += [f"**{escape_markdown(name)}**: {escape_markdown(message)}" for message in messages]
    if said:
        with st.expander(f"The training doctor: {plural(len(said), 'finding')}", icon=":material/stethoscope:"):
            for each in said:
                st.markdown(each)


def _remarks(runs: list[Run]) -> None:
    used = sum(experiment.data.validation == "test" for experiment, _ in runs)
    unseen = (
        f"Of {plural(used, 'run')} the test images validated as well, so those figures are not of unseen images."
        if used
        else UNSEEN
    )
    st.caption(
        f"Curves: validation; dashed: training, of a run without validation images. {unseen} "
        "Differences below half a percent are often chance: train with another seed to see."
    )
