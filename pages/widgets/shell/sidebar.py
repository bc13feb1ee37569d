"""The sidebar of every page: what is chosen, how the run goes, and one button that trains."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.load import find
from cnn_core.data.task import training_labels
from cnn_core.errors import DatasetError
from cnn_core.forecast import sizes_of
from cnn_core.runs import PRETRAINED
from cnn_core.text import classes_text, shape_text
from cnn_core.training.progress import progress, sentence
from cnn_core.workspace.standing import SAME
from pages.widgets.shell.clocks import LIVE, LIVE_ON_TRAIN
from pages.widgets.shell.desk_card import runs_lines, standing_line
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.other_runs import other_runs, others_on, where_to_see
from pages.widgets.shell.presenter import present_button
from pages.widgets.shell.run_in_hand import in_words, name_of_run
from pages.widgets.shell.sidebar_pad import sidebar_pad
from pages.widgets.shell.sparkline import sparkline
from pages.widgets.state.datasets import dataset
from pages.widgets.state.forecast import forecast, unmeasured
from pages.widgets.state.fragment_keys import NARROW_TRAIN, SIDEBAR, SIDEBAR_FIGURES
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.next_run import next_run
from pages.widgets.state.requests import run_by_itself
from pages.widgets.state.run_of_desk import Kin, kin_of_desk
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session
from pages.widgets.state.start_run import comes_next, obstacle, train

TRAINS = "Trains the network from fresh weights with the settings of the Train page."
TRAINS_NEXT = "What trains now goes on. The network on the desk is queued, and trains as soon as there is a place."
NOT_YET = "It cannot be trained yet: Build says why, and offers a way out"
UNMEASURED = 5.0
"""Seconds after which a page looks whether this machine is free to be measured, which it is once: seldom, since many may wait for it."""


def sidebar(page: str) -> None:
    """Draws the sidebar: one card on the desk and its run, the button that trains, the pad, figures. It redraws itself only while a
    run is on, the engine is starting or this machine is still to be measured; the pad in it, which the page Draw has not, only when
    drawn on."""
    live, awaited = _live(), laboratory().machine.awaited
    every = (LIVE_ON_TRAIN if page == "Train" else LIVE) if live else None
    with st.sidebar:
        with st.container():  # one element, however much it holds, so that the pad below is not rebuilt under a pen
            fragment(_sidebar, UNMEASURED if every is None and awaited else every, key=SIDEBAR)(live, unmeasured())
        if page != "Draw":
            sidebar_pad(LIVE_ON_TRAIN if page == "Train" else LIVE, beside_outputs=page == "Build")
        fragment(_figures, every, key=SIDEBAR_FIGURES)()
        present_button()


def _live() -> bool:
    lab = laboratory()
    measuring = lab.machine.slowness is None and lab.machine.measuring
    return not lab.status.ready or measuring or others_on() or not run_state(session().run).ended


def _sidebar(was_live: bool, was_said: str) -> None:
    live = _live()
    if (was_live and not live) or unmeasured() != was_said or next_run():
        run_by_itself()  # The whole page: other parts of it speak of the same run, and the clock of this one stops.
    blocked = obstacle(session().experiment)
    kin = kin_of_desk()
    with st.container(gap="xxsmall", key="sidebar-run"):
        _card(kin, blocked)
    _train_button("sidebar-train", kin, blocked)


def _card(kin: Kin | None, blocked: str) -> None:
    """What is on the desk, which run trained it, how that and the run in hand stand, and what a training takes or waits for: of one
    height in every case, so that the pad below stays where it is. The second paragraph and the last line have room for two lines."""
    mine, lab = session(), laboratory()
    of_desk = kin.run if kin is not None and kin.how == SAME else mine.run
    state = run_state(mine.run)
    if state.ended and lab.place(of_desk) is None:  # for one that waits, it is said what is before it
        state = run_state(of_desk)
    name, others = escape_markdown(mine.experiment.architecture.name), other_runs(of_desk)
    st.markdown(f"**{name}** on {escape_markdown(mine.entry.title)}  \n{standing_line(kin)}\n\n{runs_lines(kin, others)}")
    with st.container(key="sidebar-line"):
        if not lab.status.ready:
            st.caption(f":material/hourglass_top: {escape_markdown(lab.status.error or lab.status.words)}")
        elif not state.ended:
            st.progress(progress(state).part)
        elif mine.summary().errors:  # what is wrong would be cut off here; Build and the button say it whole
            st.page_link("pages/build.py", label=NOT_YET, icon=":material/block:")
        elif blocked:
            st.caption(f":material/block: {escape_markdown(blocked)}")
        elif others:
            st.caption(f":material/hourglass_top: {sentence(others)}: {where_to_see(others)}")
        else:
            st.caption(_time_line())


def _figures() -> None:
    """Numbers of the data, the network and the run, below the pad, where they may grow."""
    mine = session()
    changed = "  \ntraining images are changed at random" if mine.experiment.augmentation.active else ""
    found = mine.summary()
    parameters = "parameters are counted once its layers fit" if found.fault else f"{found.params:,} parameters"
    st.markdown(f"{_question()}  \n{parameters}{changed}")
    points = run_state(mine.run).points
    if points:  # of the run that is shown, which may be of another network than the one above
        of = f"Loss of {in_words(mine.run) if mine.run == PRETRAINED else name_of_run(mine.run)}"
        with st.container(gap="xxsmall"):
            st.caption(of)
            st.image(sparkline([point.loss for point in points]), width="stretch", alt=f"{of} so far")


def _time_line() -> str:
    """How long the training will take, or why that is not known."""
    mine = session()
    if found := forecast(mine.experiment, mine.summary()):
        training = mine.experiment.training
        most = f"up to {training.epochs}" if found.cut else training.epochs
        return f"{sentence(found.in_all)} for {most} {'epoch' if training.epochs == 1 else 'epochs'} on this machine"
    return unmeasured() or "&nbsp;"


def narrow_train() -> None:
    """The Train button, for screens where the sidebar is a drawer; follows the desk like the sidebar."""
    with st.container(key="narrow"):
        fragment(_narrow_button, key=NARROW_TRAIN)()


def draw_link() -> None:
    """The way to the pad, in a corner of screens where the sidebar, with the small one, is a drawer."""
    with st.container(key="narrow-draw"):
        st.page_link("pages/draw.py", label="Draw", icon=":material/draw:")


def _narrow_button() -> None:
    blocked = obstacle(session().experiment)
    _train_button("narrow-train", kin_of_desk(), blocked)
    if blocked and not session().summary().errors:  # of layers the editor says it, and a line here would move that under the hand
        st.caption(f":material/block: {escape_markdown(blocked)}")


def _train_button(key: str, kin: Kin | None, blocked: str) -> None:
    mine = session()
    state = run_state(mine.run)
    name, then = mine.experiment.architecture.name, comes_next()
    again = kin is not None and kin.run != PRETRAINED and kin.how == SAME
    label, does = f"Train {name} again" if again else f"Train {name}", TRAINS
    if then:
        label, does = f"Train {name} next", TRAINS_NEXT
    elif not state.ended:
        label = "Paused" if state.status == "paused" else "Waiting…" if _waits() else "Training…"
    st.button(
        escape_markdown(label),
        type="primary",
        icon=":material/playlist_add:" if then else ":material/pause:" if label == "Paused" else ":material/play_arrow:",
        width="stretch",
        key=key,
        disabled=bool(blocked) or not (state.ended or then),
        help=blocked or does,
        on_click=train,
    )


def _waits() -> bool:
    """Whether other runs come before the one in hand; for a moment each waits for its process."""
    mine, lab = session(), laboratory()
    place = lab.place(mine.run)
    return place is not None and (place > 1 or len(lab.active(mine.owner)) > 1)


def _question() -> str:
    mine = session()
    shape, everything = shape_text(mine.entry.input_shape), mine.entry.train_size
    if mine.experiment.data.task == ONE:
        return f"{escape_markdown(mine.class_names[-1])} or not, {_of_one()} images {shape}"
    chosen, _ = sizes_of(_no_validation(), everything, mine.entry.test_size, len(mine.entry.class_names))
    images = f"{chosen:,} of {everything:,} images" if chosen < everything else f"{everything:,} images"
    return f"{images} {shape}, {classes_text(mine.classes)}"


def _of_one() -> str:
    """How many images one class against the rest has; about as many as it has on average, while they are not here to be counted."""
    mine = session()
    if find(mine.entry.name) is not None:
        with suppress(DatasetError):
            there = len(training_labels(dataset(mine.entry.name), mine.experiment.data))
            return f"{min(mine.experiment.data.train_size or there, there):,}"
    about, _ = sizes_of(_no_validation(), mine.entry.train_size, mine.entry.test_size, len(mine.entry.class_names))
    return f"about {about:,}"


def _no_validation() -> DataChoice:
    return replace(session().experiment.data, validation="none")
