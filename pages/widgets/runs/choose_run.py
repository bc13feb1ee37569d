"""Choosing one of the own finished runs, or the network that came with the app."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnn_core.errors import RunError
from cnn_core.runs import PRETRAINED, RunFolder, RunResult
from pages.widgets.runs.delete_runs import delete_runs, offer_undo
from pages.widgets.runs.load_network import arriving_network, load_network
from pages.widgets.runs.run_label import run_labels
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.sidebar_pad import READER
from pages.widgets.state.fields import controlled
from pages.widgets.state.held_run import held, hold, let_go
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session


def choose_run(*beside: Callable[[RunFolder], None], training: bool = False, told: bool = False) -> RunFolder | None:
    """A menu of what can be used: runs that have been tested or loaded and, with `training`, the one that trains once it has weights.
    Otherwise the newest run that is still on is named above it, and the page stays with the run that it had: those of a plan that end
    meanwhile do not take its place. Of a page that has `told` of the run in hand, that run does not either when it ends: it is offered.

    In its row stand the ways to load another one and to delete the chosen one, and what each of `beside` draws for it.
    """
    mine, lab = session(), laboratory()
    runs = {run.id: run for run in tested_runs()}
    before = st.session_state.get(READER)
    for run in (before, mine.run):
        if training and run and run not in runs and _has_epochs(run):
            runs = {run: lab.result(run), **runs}
    labels = run_labels(list(runs.values()))
    finished = (run.id for run in runs.values() if run.status == "finished" and run.id != PRETRAINED)
    first = (held()[1], before) if told else (mine.run, before)
    chosen = next((run for run in (*first, *finished) if run in runs and not (told and run == mine.run)), PRETRAINED)
    st.session_state[READER] = chosen
    if told:
        hold(mine.run, chosen)
    if mine.run != chosen and not told:
        ended = run_state(mine.run).ended
        fragment(_until_there, None if ended else LIVE)(mine.run, training, ended)

    def report(run: str) -> None:
        if run in runs:  # a browser that has an old label sends that instead
            let_go()
            mine.show_run(run)

    options = controlled("run choice", chosen, report)
    # Always set: on another page it is another widget, which would begin with the first entry, and labels change when a test is in.
    st.session_state[options["key"]] = chosen
    with st.container(horizontal=True, vertical_alignment="bottom", key="run-row"):
        st.selectbox(
            "Trained network",
            list(runs),
            format_func=lambda name: labels[name],
            width=560,
            help="Every run of yours that has been tested, newest first, those you loaded, and the network that came with the app.",
            **options,
        )
        load_network()
        for draw in beside:
            draw(lab.folder(chosen))
        delete_runs([runs[chosen]], labels)
        offer_undo()
    arriving_network()
    return lab.folder(chosen)


def _until_there(run: str, training: bool, ended: bool) -> None:
    """Why the page shows another run than the one in hand, which had `ended` or not when the page was drawn. It comes as soon as it can
    be used. It is named: while a tab presents there is no sidebar to look it up in."""
    lab = laboratory()
    if run_state(run).ended != ended or (training and lab.folder(run).epochs()):
        st.rerun()
    name = f"**{escape_markdown(lab.result(run).title)}**, your last run,"
    if ended:
        before = "its first epoch was complete" if training else "it had weights to test"
        st.info(f"{name} ended before {before}; this page shows another one.", icon=":material/info:")
        return
    lacks = "has no complete epoch yet" if training else "is not tested yet"
    st.info(f"{name} {lacks}; until then this page shows another one.", icon=":material/hourglass_top:")


def tested_runs() -> list[RunResult]:
    """The network that came with the app, then this person's runs that have weights, newest first: tested, loaded, or ended before their
    test was done."""
    mine, lab = session(), laboratory()
    # A run that was stopped while it waited has no weights.
    own = (
        run for run in lab.runs(mine.owner) if run.test_accuracy is not None or run.loaded or (run.ended and _has_weights(run))
    )
    return [lab.result(PRETRAINED), *own]


def _has_epochs(run: str) -> bool:
    try:
        return bool(laboratory().folder(run).epochs())
    except RunError:  # it was deleted
        return False


def _has_weights(run: RunResult) -> bool:
    """At its end, or of one that was cut off after its last whole epoch."""
    return (laboratory().root / run.id / "weights.npz").is_file() or _has_epochs(run.id)
