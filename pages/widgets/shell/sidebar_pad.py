"""The small pad in the sidebar of every page but Draw."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st
from streamlit.errors import StreamlitAPIException

from cnn_core.errors import DatasetError, RunError
from cnn_core.runs import PRETRAINED, RunFolder
from pages.widgets.components.pad import draw_on, strokes
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.shell.run_in_hand import name_of_run
from pages.widgets.state.drawing import names_of
from pages.widgets.state.epoch import epoch_number, epoch_shown
from pages.widgets.state.fragment_keys import EXPLAIN, NETWORK_EDITOR, SIDEBAR_PAD
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.layer_outputs import follow_drawing, trained
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session

APPS = "the network that came with the app"
FOLLOWED, READER = "followed drawing", "reader of the small pad"


def sidebar_pad(every: float, beside_outputs: bool) -> None:
    """The run in hand reads what is drawn here, also while it trains, then again every so many seconds; before its first epoch is done, what
    read it before. Beside the outputs that Build shows of another run, that one reads it: one drawing has one answer."""
    on = not run_state(session().run).ended
    fragment(_sidebar_pad, every if on else None, key=SIDEBAR_PAD)(beside_outputs)


def _sidebar_pad(beside_outputs: bool) -> None:
    of_desk = _of_desk() if beside_outputs else None
    folder = of_desk or _reader()
    draw_on("small pad", folder, small=True, on_rested=_rested)
    st.caption(_words(folder, of_desk is not None))


def _of_desk() -> RunFolder | None:
    """The run that trained what is on the desk, where another one is in hand, if it can read a drawing."""
    with suppress(RunError, DatasetError):
        run = trained()[0]
        if run is not None and run != session().run:
            folder = laboratory().folder(run)
            names_of(folder)
            return folder if _takes_grey(folder) else None
    return None


def _words(reader: RunFolder, of_desk: bool) -> str:
    """Who reads, and after how many epochs while it trains."""
    lab, run = laboratory(), session().run
    state = run_state(run)
    name = APPS if reader.id == PRETRAINED else name_of_run(reader.id)
    if reader.id != run and not _takes_grey(lab.folder(run)):
        return f"Read by {name}: this run takes colour pictures, and the pen has no colour"
    if of_desk:
        return f"Read by {name}, as on the desk"
    if not state.ended and reader.id != run:
        return f"Read by {name} until the first epoch is done"
    if (epoch := epoch_shown(reader)) is not None:
        return f"Read by {name} after epoch {epoch}"
    newest = None if state.ended else epoch_number(reader, None)
    return f"Read by {name}" + (f" after epoch {newest} of {state.epochs}" if newest else "")


def _reader() -> RunFolder:
    """The run in hand, if it reads grey pictures, has weights and its dataset is known; else the one that read before, if it still
    can; else the network that came with the app."""
    lab = laboratory()
    for run in (session().run, st.session_state.get(READER)):
        with suppress(RunError, DatasetError):
            if run is None:
                continue
            folder = lab.folder(run)
            if _takes_grey(folder):
                lab.weights_key(folder.id)
                names_of(folder)
                st.session_state[READER] = run
                return folder
    return lab.folder(PRETRAINED)


def _takes_grey(folder: RunFolder) -> bool:
    return folder.meta.experiment.architecture.input_shape[2] == 1


def _rested() -> None:
    """The picture of the network, or the Explain page, follows a drawing that has changed; the pad also sends when another network is to read it."""
    drawn = strokes()
    if drawn != st.session_state.get(FOLLOWED):
        st.session_state[FOLLOWED] = drawn
        follow_drawing()
        for part in (NETWORK_EDITOR, EXPLAIN):
            with suppress(StreamlitAPIException):  # only one page has it
                st.rerun([part])
