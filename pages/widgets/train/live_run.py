"""The live view of a run: words, progress, the buttons that steer it, figures and curves."""

from __future__ import annotations

import streamlit as st

from cnn_core.doctor.finding import Finding
from cnn_core.runs import PRETRAINED
from cnn_core.text import plural
from cnn_core.training.progress import progress
from cnn_core.training.state import RunState
from pages.widgets.runs.findings import found_in, learned_nothing, lesson_of
from pages.widgets.shell.clocks import LIVE_ON_TRAIN
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.lesson_links import learn_links
from pages.widgets.shell.other_runs import others
from pages.widgets.shell.run_in_hand import name_of_run
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session
from pages.widgets.train.beside import beside, leads
from pages.widgets.train.buttons import buttons
from pages.widgets.train.curves import curves
from pages.widgets.train.doctor_line import doctor_line
from pages.widgets.train.figures import figures
from pages.widgets.train.next_steps import next_steps
from pages.widgets.train.rates import rate_now, rates_of_run
from pages.widgets.train.watched import watched, watches, will_watch


def live_panel() -> None:
    """Draws the chosen run; redraws itself while the run is on."""
    ended = run_state(session().run).ended
    fragment(_panel, None if ended else LIVE_ON_TRAIN)(ended)


def _panel(was_ended: bool) -> None:
    mine, lab = session(), laboratory()
    state = run_state(mine.run)
    if state.ended and not was_ended:
        run_by_itself()  # The whole page: the sidebar and the buttons change too, and the clock of this fragment stops.
    folder = lab.folder(mine.run)
    guesses, found = learned_nothing(folder, state), found_in(folder, state)
    with st.container():  # whatever stands in it, the curves are the next: moved, they would be drawn anew
        _status(state)
        buttons(state)
        if not (leads() and others()):  # the line above stands in their place, and an audience sees the curves whole
            figures(state)
        doctor_line(state, found)
    with st.container(key="run-on", gap="xsmall"):
        if not presenting():
            _on(state, found if guesses else None)
    if presenting() and (watches(state) or will_watch(state)):  # beside each other, so that an audience sees both at once
        with st.container(key="curves-and-images"):
            left, right = st.columns([7, 3], gap="medium")
        with left:
            curves(state, guesses)
        with right:
            watched(state)
    else:
        curves(state, guesses)
    if not presenting():
        watched(state)
    rates_of_run(state)  # last, as it comes in the middle of a training


def _on(state: RunState, guesses: list[Finding] | None) -> None:
    """What else is under way, and the ways on after the end, in a place of one line that is there before: the curves below keep theirs. Of a
    network that `guesses`, by these findings, they are a cure, which is offered above, and the lesson on it. None of the app's own."""
    beside(followed=not state.ended)
    if state.ended and guesses:
        learn_links(lesson_of(guesses[0]))
    elif state.ended and guesses is None and state.test_accuracy is not None and session().run != PRETRAINED:
        next_steps(state)
    elif not others():
        st.caption("&nbsp;")  # an empty container is not there at all


def _status(state: RunState) -> None:
    """Which run this is and how it stands: another may be in hand than the last that was begun, or than that of the desk."""
    mine, lab = session(), laboratory()
    place = lab.place(mine.run)
    name = "" if mine.run == PRETRAINED else f"{name_of_run(mine.run)}: "
    if mine.run == PRETRAINED:
        line = "This is the network that came with the app. Press Train to make your own."
    elif state.status == "queued" and place is not None:
        waiting = "" if lab.status.ready else f": {lab.status.words}"
        line = f"Number {place} in the queue{waiting}"
    else:
        line = progress(state).line
    with st.container(key="run-status"):
        if state.status == "failed":
            st.error(name + escape_markdown(line), icon=":material/error:")
        else:
            st.markdown(f"{name}**{escape_markdown(', '.join(filter(None, (line, rate_now(state)))))}**")
        if state.left_out:
            are = "is" if state.left_out == 1 else "are"
            lines = plural(state.left_out, "line")
            st.caption(f":material/warning: {lines} of this run's record cannot be understood and {are} left out.")
        if not (state.ended and presenting()):  # the words say so; an audience sees more of the curves
            st.progress(1.0 if state.status == "finished" else progress(state).part)
