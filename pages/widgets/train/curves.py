"""The curves of the chosen run, and the run before as a ghost behind them."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.choice import DataChoice
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.figures.training_chart import compared, training_chart
from cnn_core.runs import PRETRAINED
from cnn_core.training.penalty import penalty_words
from cnn_core.training.state import RunState
from pages.widgets.shell.run_in_hand import name_of_run
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.presenting import presenting
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session

BEFORE = "run before"
NONE = ""
DRAWN_ANEW = (
    "Training images were left out or relabelled since the run in grey, and the split was drawn anew: some or all of the images that "
    "validate are others. A part of the difference between the two runs, in the test too, may be that and chance."
)
LOOKED_AT = 20
"""So many runs back one with curves is looked for."""


def curves(state: RunState, guesses: bool) -> None:
    """Loss above accuracy, and the switches of the chart; no overfitting is marked where the network only guesses."""
    mine, before = session(), _before()
    with st.container(horizontal=True, gap="medium", key="curve-switches"):
        log = st.toggle(
            "Loss on a log scale", key="log loss", help="Shows small differences late in a training, and its start too."
        )
        behind = before is not None and st.toggle(
            f"{name_of_run(st.session_state[BEFORE][1])}, its {compared(state, before)} in grey",
            value=True,
            key="ghost",
            help="The last run of yours before this one on the same images and classes.",
        )
    figure = training_chart(state, before if behind else None, dark(), log, presenting(), guesses)
    # One thing, whichever run: where another one is begun, the curves before stay until its own are drawn.
    steady_chart(figure, "curves", "runs", f"{_alt(state, 'loss')}. {_alt(state, 'accuracy')}.")
    if behind and _data_of(mine.run).drawn_anew(_data_of(st.session_state[BEFORE][1])):
        st.caption(DRAWN_ANEW)
    if penalty := penalty_words(state):
        st.caption(penalty)


def _before() -> RunState | None:
    """The last run before the chosen one that has curves and answers the same question; looked for once per chosen run."""
    mine = session()
    kept: tuple[str, str] | None = st.session_state.get(BEFORE)
    if kept is None or kept[0] != mine.run:
        kept = (mine.run, _find() if mine.run != PRETRAINED else NONE)
        st.session_state[BEFORE] = kept
    try:
        return run_state(kept[1]) if kept[1] else None
    except LabError:  # it was deleted since
        return None


def _find() -> str:
    mine, lab = session(), laboratory()
    this = lab.folder(mine.run).meta
    earlier = (run for run in lab.runs(mine.owner) if run.created < this.created and run.dataset == this.experiment.data.dataset)
    comparable = (
        run.id
        for run, _ in zip(earlier, range(LOOKED_AT), strict=False)
        if run.epochs and not run.loaded and _asked(lab.folder(run.id).meta.experiment) == _asked(this.experiment)
    )
    return next(comparable, NONE)


def _data_of(run: str) -> DataChoice:
    return laboratory().folder(run).meta.experiment.data


def _asked(experiment: Experiment) -> tuple[str, ...]:
    return class_names(experiment.data)


def _alt(state: RunState, metric: str) -> str:
    if not state.history:
        return f"Curve of the {metric}, not begun yet"
    last = state.history[-1]
    value, validation = getattr(last, metric), getattr(last, f"val_{metric}")
    held = "" if validation is None else f", validation {validation:.4f}"
    return f"Curve of the {metric} over {len(state.history)} epochs; at the end training {value:.4f}{held}"
