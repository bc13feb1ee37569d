"""The epoch of a run whose weights the pages show."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.engine import Inspection
from cnn_core.runs import RunFolder
from cnn_core.runs.result import LOADED
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_state import run_state

EPOCH, PLAYING, PAGE = "epoch shown", "epochs play", "page of the epoch"
PAGES = ("Evaluate", "Draw", "Explain")
"""The titles of those with a line of epochs to choose from."""


def epoch_on_page(page: str) -> None:
    """Told which page is drawn: a play ends where another one is opened, and a page without a line of epochs shows the final weights, as
    there is nothing there to come back to them with."""
    if st.session_state.get(PAGE, page) != page:
        st.session_state[PLAYING] = None
    st.session_state[PAGE] = page


def shown_epochs(folder: RunFolder) -> list[int | None]:
    """The epochs that there are to look at, and None for the final weights, which take the place of the last epoch if they are its own.

    While a run trains, None stands for its newest epoch, whichever that is.
    """
    kept: list[int | None] = [*folder.kept_epochs()]
    state = run_state(folder.id)
    same = is_live(folder) or (state.status == "finished" and state.reason in ("completed", LOADED) and not state.went_back)
    return [*(kept[:-1] if same else kept), None]


def is_live(folder: RunFolder) -> bool:
    """Whether the run trains, so that its newest epoch is followed by another."""
    return not run_state(folder.id).ended


def epoch_shown(folder: RunFolder) -> int | None:
    """The epoch that was chosen for this run; None for the final weights, and on a page where none can be chosen."""
    run, epoch = st.session_state.get(EPOCH, ("", None))
    chosen = run == folder.id and st.session_state.get(PAGE) in PAGES and epoch in shown_epochs(folder)
    return epoch if chosen else None


def epoch_number(folder: RunFolder, epoch: int | None) -> int | None:
    """The number of an epoch of `shown_epochs`, which for None is how many there were; None for a run that keeps no figures of them.

    While a run trains, the weights of an epoch come after its figures, so that its newest epoch is the last one with weights; not one that
    has ended since the page looked at the run, whose other figures are of that moment.
    """
    if epoch is not None:
        return epoch
    state = run_state(folder.id)
    if state.ended:
        return len(state.history) or None
    done = state.history[-1].epoch if state.history else state.initial_epoch
    return max((each for each in folder.epochs() if each <= done), default=None)


def settled_epoch(folder: RunFolder, epoch: int | None) -> int | None:
    """The same epoch by its number while a run trains, so that all that is computed for one page is computed with the same weights, also
    when another epoch ends meanwhile; None for the final weights of a run that has ended."""
    return epoch_number(folder, epoch) if is_live(folder) else epoch


def predict_shown(folder: RunFolder, scaled: np.ndarray, timeout: float = 10.0) -> np.ndarray:
    """Probabilities (n, classes) for scaled images (n, height, width, channels), with the weights after the epoch that is shown; EngineError
    if the final ones cannot be asked now."""
    epoch = epoch_shown(folder)
    return laboratory().predict(folder.id, scaled, timeout) if epoch is None else Inspection(folder, epoch).predict(scaled)


def show_epoch(folder: RunFolder, epoch: int | None) -> None:
    st.session_state[EPOCH] = folder.id, epoch
