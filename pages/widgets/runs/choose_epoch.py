"""The time machine: the epoch whose weights a page shows, and a button that plays them one after the other."""

from __future__ import annotations

import time

import streamlit as st

from cnn_core.runs import RunFolder
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.laboratory import laboratory

EPOCH, PLAYING, STEPPED = "epoch shown", "epochs play", "epoch stepped"
PLAY_EVERY = 0.8


def choose_epoch(folder: RunFolder) -> int | None:
    """A slider over the epochs whose weights are kept, 0 before training; returns None for the final weights, where it begins."""
    epochs = shown_epochs(folder)
    if len(epochs) < 2:
        st.caption("This run keeps its final weights alone. Runs that you train keep those of every epoch, to be replayed here.")
        return None
    chosen = _kept(folder, epochs)
    if playing():
        chosen = _next(epochs, chosen)
        st.session_state[EPOCH] = folder.id, chosen
    st.session_state["epoch slider"] = chosen

    def moved() -> None:
        st.session_state[EPOCH] = folder.id, st.session_state["epoch slider"]
        st.session_state[PLAYING] = False

    def turned() -> None:
        st.session_state[PLAYING] = not playing()
        if playing() and _kept(folder, epochs) is None:
            st.session_state[EPOCH] = folder.id, epochs[0]

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.select_slider(
            "Weights after epoch", epochs, key="epoch slider", format_func=lambda e: _label(folder, e), on_change=moved, width=520
        )
        icon, label = (":material/pause:", "Pause") if playing() else (":material/play_arrow:", "Play the epochs")
        if st.button(label, icon=icon, key="play epochs", on_click=turned):
            st.rerun()  # the clock of the fragment starts or stops
    return chosen


def time_machine(folder: RunFolder) -> None:
    """The slider for a page of several parts, all of which are drawn anew when the epoch changes; none where there is one epoch."""
    if len(shown_epochs(folder)) > 1:
        on = playing()
        fragment(_time_machine, PLAY_EVERY if on else None)(folder, epoch_shown(folder), on)


def _time_machine(folder: RunFolder, shown: int | None, on: bool) -> None:
    if choose_epoch(folder) != shown or playing() != on:
        st.rerun()
    if shown is not None:
        st.caption(
            "Figures, matrix and mistakes below are those of the weights after this epoch; the final ones are at the end of the line."
        )


def epoch_shown(folder: RunFolder) -> int | None:
    """The epoch that was chosen for this run; None for the final weights."""
    return _kept(folder, shown_epochs(folder))


def shown_epochs(folder: RunFolder) -> list[int | None]:
    """The epochs that there are to look at, and None for the final weights, which take the place of the last epoch if they are its own."""
    kept: list[int | None] = [*folder.kept_epochs()]
    state = laboratory().state(folder.id)
    same = state.status == "finished" and state.reason == "completed" and not state.went_back
    return [*(kept[:-1] if same else kept), None]


def playing() -> bool:
    return bool(st.session_state.get(PLAYING))


def _kept(folder: RunFolder, epochs: list[int | None]) -> int | None:
    run, epoch = st.session_state.get(EPOCH, ("", None))
    return epoch if run == folder.id and epoch in epochs else None


def _next(epochs: list[int | None], now: int | None) -> int | None:
    """The next epoch once the last one was shown for a while; at the end the play ends."""
    if time.monotonic() - st.session_state.get(STEPPED, 0.0) < PLAY_EVERY / 2:
        return now
    st.session_state[STEPPED] = time.monotonic()
    following = epochs[min(epochs.index(now) + 1, len(epochs) - 1)]
    if following is None:
        st.session_state[PLAYING] = False
    return following


def _label(folder: RunFolder, epoch: int | None) -> str:
    if epoch is None:
        history = laboratory().state(folder.id).history
        return f"{len(history)}, the end" if history else "the end"
    return "0, before training" if epoch == 0 else str(epoch)
