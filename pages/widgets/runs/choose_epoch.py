"""The time machine: the epoch whose weights a page shows, and a button that plays them one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnn_core.runs import RunFolder
from cnn_core.training.progress import cut_within, stopped_words
from pages.widgets.shell.clocks import LIVE
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.epoch import PLAYING, epoch_number, epoch_shown, is_live, show_epoch, shown_epochs
from pages.widgets.state.fields import controlled
from pages.widgets.state.run_state import run_state

STEPPED = "epoch stepped"
PLAY_EVERY = 0.8
"""Seconds for which each epoch is shown."""

WIDTH = 480
"""Pixels of the line: with the button beside it no wider than the page beside the sidebar on a screen of 1,024."""

Ready = Callable[[RunFolder, int | None], bool]


def _always(folder: RunFolder, epoch: int | None) -> bool:
    return True


def play_on(folder: RunFolder, ready: Ready = _always) -> None:
    """While the epochs play: the next one, once the last one was shown for a while and what is shown of it is `ready`.

    For the beginning of what runs again by itself. What stands beside it, the pad for example, is of the same epoch: so another epoch is
    drawn by a run of the whole page, which shows the one that it finds and does not go on from it.
    """
    running, shown = get_script_run_ctx(suppress_warning=True), epoch_shown(folder)
    if playing(folder) and running is not None and running.fragment_ids_this_run and ready(folder, shown):
        show_epoch(folder, _next(shown_epochs(folder), shown))


def choose_epoch(folder: RunFolder, ready: Ready = _always) -> int | None:
    """A slider over the epochs whose weights are kept, 0 before training; returns None for the final weights, or the newest ones of a run
    that trains, where it begins. A play begins with the first one, once that is `ready`."""
    epochs = shown_epochs(folder)
    if len(epochs) < 2 and is_live(folder):
        st.caption("Training: each epoch appears here when it is done.")
        return None
    if len(epochs) < 2:
        st.caption("This run keeps its final weights alone. Runs that you train keep those of every epoch, to be replayed here.")
        return None
    chosen = epoch_shown(folder)

    def moved(epoch: int | None) -> None:
        show_epoch(folder, epoch)
        st.session_state[PLAYING] = None

    def turned() -> None:
        st.session_state[PLAYING], st.session_state[STEPPED] = None if playing(folder) else folder.id, time.monotonic()
        if playing(folder) and epoch_shown(folder) is None and ready(folder, None):
            show_epoch(folder, epochs[0])

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.select_slider(
            "Weights after epoch",
            epochs,
            format_func=lambda e: _label(folder, e),
            width=WIDTH,
            **controlled("epoch slider", chosen, moved, none=True),
        )
        icon, label = (":material/pause:", "Pause") if playing(folder) else (":material/play_arrow:", "Play the epochs")
        st.button(label, icon=icon, key="play epochs", on_click=turned)
    return chosen


def time_machine(folder: RunFolder, what: str, ready: Ready = _always) -> None:
    """The slider for a page of several parts, all of which are drawn anew when the epoch changes; none where there is one epoch.

    `what` is said to be of the chosen epoch: "The bars".
    """
    if len(shown_epochs(folder)) > 1 or is_live(folder):
        every = clock(folder)
        with st.container(key="time-machine"):
            fragment(_time_machine, every)(folder, epoch_shown(folder), every, what, ready)


def _time_machine(folder: RunFolder, shown: int | None, every: float | None, what: str, ready: Ready) -> None:
    play_on(folder, ready)
    if epoch_shown(folder) != shown or clock(folder) != every:
        st.rerun()  # before anything of another epoch is drawn
    choose_epoch(folder, ready)
    if len(shown_epochs(folder)) > 1:  # for the last one, too: what is below it does not move while the epochs play
        last = "newest" if is_live(folder) else "final"
        state = run_state(folder.id)
        back = f", which are those of epoch {state.kept_epoch}: early stopping kept them" if state.went_back else ""
        words = (
            f"{last} weights{back}."
            if shown is None
            else f"weights after this epoch; the {last} ones are at the end of the line."
        )
        st.caption(f"{what} are those of the {words}")


def clock(folder: RunFolder) -> float | None:
    """Seconds after which what is shown of a run is to be drawn anew by itself; None while nothing moves."""
    if playing(folder) and len(shown_epochs(folder)) > 1:
        return PLAY_EVERY
    return LIVE if is_live(folder) and epoch_shown(folder) is None else None


def playing(folder: RunFolder) -> bool:
    """Whether the epochs of this run play; those of another one wait while this one is shown."""
    return st.session_state.get(PLAYING) == folder.id


def epoch_after(epochs: list[int | None], now: int | None) -> int | None:
    """The one that a play shows next: the first one where it begins, at the final weights."""
    return epochs[0] if now is None else epochs[epochs.index(now) + 1]


def _next(epochs: list[int | None], now: int | None) -> int | None:
    """The next epoch once the last one was shown for a while; at the end the play ends."""
    if time.monotonic() - st.session_state.get(STEPPED, 0.0) < PLAY_EVERY / 2:
        return now
    st.session_state[STEPPED] = time.monotonic()
    following = epoch_after(epochs, now)
    if following is None:
        st.session_state[PLAYING] = None
    return following


def _label(folder: RunFolder, epoch: int | None) -> str:
    if epoch is not None:
        return "0, before training" if epoch == 0 else str(epoch)
    state = run_state(folder.id)
    if cut_within(state):
        return stopped_words(state)
    if state.went_back:
        return f"the end: {state.kept_epoch}, kept"
    what, number = "the newest" if is_live(folder) else "the end", epoch_number(folder, None)
    return f"{number}, {what}" if number else what
