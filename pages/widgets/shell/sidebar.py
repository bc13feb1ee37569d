"""The sidebar of every page: what is chosen, how the run goes, and one button that trains."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.load import find
from cnn_core.data.task import training_labels
from cnn_core.errors import DatasetError
from cnn_core.experiment import Experiment
from cnn_core.forecast import sizes_of
from cnn_core.runs import PRETRAINED
from cnn_core.text import classes_text, plural, shape_text
from cnn_core.training.progress import progress, sentence
from cnn_core.training.state import RunState
from cnn_core.workspace.standing import OTHER_DATA, OTHER_NETWORK, OTHER_SETTINGS, SAME, standing
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.other_runs import other_runs, others_on, where_to_see
from pages.widgets.shell.presenter import present_button
from pages.widgets.shell.run_in_hand import in_words, with_its_data
from pages.widgets.shell.sidebar_pad import sidebar_pad
from pages.widgets.shell.sparkline import sparkline
from pages.widgets.state.datasets import dataset
from pages.widgets.state.forecast import forecast, roughly
from pages.widgets.state.fragment_keys import NARROW_TRAIN, SIDEBAR, SIDEBAR_FIGURES
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_of_desk import run_of_desk
from pages.widgets.state.session import session
from pages.widgets.state.start_run import comes_next, obstacle, train

TRAINS = "Trains the network from fresh weights with the settings of the Train page."
TRAINS_NEXT = "What trains now goes on. The network on the desk is queued, and trains as soon as there is a place."
REFRESH = 1.0
WITH_TRAIN = 0.5  # as often as the Train page, which says the same of the run


def sidebar(page: str) -> None:
    """Draws the sidebar: one card on the desk and its run, the button that trains, the pad, figures. It redraws itself only while a
    run is on or the engine is starting; the pad in it, which the page Draw has not, only when drawn on."""
    live = _live()
    every = (WITH_TRAIN if page == "Train" else REFRESH) if live else None
    with st.sidebar:
        with st.container():  # one element, however much it holds, so that the pad below is not rebuilt under a pen
            fragment(_sidebar, every, key=SIDEBAR)(live)
        if page != "Draw":
            sidebar_pad()
        fragment(_figures, every, key=SIDEBAR_FIGURES)()
        present_button()


def _live() -> bool:
    lab = laboratory()
    measuring = lab.machine.slowness is None and lab.machine.measuring
    return not lab.status.ready or measuring or others_on() or not lab.state(session().run).ended


def _sidebar(was_live: bool) -> None:
    if was_live and not _live():
        st.rerun()  # The whole page: other parts of it speak of the same run, and the clock of this one stops.
    blocked = obstacle(session().experiment)
    with st.container(gap="xxsmall", key="sidebar-run"):
        _card(blocked)
    _train_button("sidebar-train", blocked)


def _card(blocked: str) -> None:
    """What is on the desk, whether it is what the run trained, how the run stands, and what a training takes or waits for: of one
    height in every case, so that the pad below stays where it is. The second paragraph and the last line have room for two lines."""
    mine, lab = session(), laboratory()
    state = lab.state(mine.run)
    name, others = escape_markdown(mine.experiment.architecture.name), other_runs()
    words = _words(state, lab.place(mine.run)) + (f"; {others}" if others and not state.ended else "")
    st.markdown(f"**{name}** on {escape_markdown(mine.entry.title)}  \n{_standing()}\n\n{with_its_data(words)}")
    with st.container(key="sidebar-line"):
        if not lab.status.ready:
            st.caption(f":material/hourglass_top: {escape_markdown(lab.status.error or lab.status.words)}")
        elif not state.ended:
            st.progress(progress(state).part)
        elif blocked:
            st.caption(f":material/block: {escape_markdown(blocked)}")
        elif others:
            st.caption(f":material/hourglass_top: {sentence(others)}: {where_to_see(others)}")
        else:
            st.caption(_time_line())


def _otherwise(trained: Experiment, run: str) -> str:
    """How the network on the desk came to be another than that of the run in hand: edited, or never that one, as beside a loaded one."""
    mine = session()
    if mine.run == PRETRAINED or laboratory().result(mine.run).loaded:
        return f"Not {run}"
    edited = any(standing(each, trained) != OTHER_NETWORK for each in reversed(mine.desk.past))
    return f"Edited since {run}" if edited else f"Not that of {run}"


def _standing() -> str:
    """Which run trained what is on the desk, or how it differs from the run in hand; short, since a line of the sidebar has some 30 letters."""
    mine = session()
    if mine.summary().errors:
        return ":red[:material/error: does not work yet]"
    if (same := run_of_desk()) is not None:
        return f":material/check: Same as {in_words(same)}"
    meta = laboratory().folder(mine.run).meta
    own, run = mine.run == PRETRAINED, in_words(mine.run)
    how = standing(mine.experiment, meta.experiment)
    if how == OTHER_NETWORK:
        return f":material/edit: {_otherwise(meta.experiment, run)}"
    if how == OTHER_DATA:
        return ":material/edit: Not the data it was trained on"
    if how == OTHER_SETTINGS and not own:
        longer = replace(mine.experiment, training=replace(mine.experiment.training, epochs=meta.experiment.training.epochs))
        if standing(longer, meta.experiment) == SAME:  # as after Train on
            return f":material/tune: Its run has {plural(meta.experiment.training.epochs, 'epoch')}"
        return ":material/tune: Not the settings of its run"
    return f":material/check: Same as {run}"


def _figures() -> None:
    """Numbers of the data, the network and the run, below the pad, where they may grow."""
    mine, lab = session(), laboratory()
    changed = "  \nchanged at random while training" if mine.experiment.augmentation.active else ""
    found = mine.summary()
    parameters = "parameters are counted once it works" if found.errors else f"{found.params:,} parameters"
    st.markdown(f"{_question()}  \n{parameters}{changed}")
    points = lab.state(mine.run).points
    if points:
        st.image(sparkline([point.loss for point in points]), width="stretch", alt="The loss so far")


def _time_line() -> str:
    """How long the training will take."""
    mine = session()
    found = forecast(mine.experiment, mine.summary())
    if found is None:
        return "How long a training takes is being measured" if laboratory().machine.measuring else "&nbsp;"
    return f"{sentence(roughly(found.total))} for {plural(mine.experiment.training.epochs, 'epoch')} on this machine"


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
    _train_button("narrow-train", blocked)
    if blocked:
        st.caption(f":material/block: {escape_markdown(blocked)}")


def _train_button(key: str, blocked: str) -> None:
    mine, lab = session(), laboratory()
    state = lab.state(mine.run)
    name, then = mine.experiment.architecture.name, comes_next()
    again = mine.run != PRETRAINED and standing(mine.experiment, lab.folder(mine.run).meta.experiment) == SAME
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


def _words(state: RunState, place: int | None) -> str:
    if state.status == "queued" and place is not None:
        return f"Waiting: number {place} in the queue"
    if state.test_accuracy is not None and state.ended:
        return f"{state.test_accuracy:.2%} right on the test images"
    return escape_markdown(progress(state).line)
