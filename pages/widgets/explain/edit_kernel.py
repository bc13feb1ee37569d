"""A kernel of the first convolution is changed by hand, for this page alone: the run keeps what it has learned."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from cnn_core.engine import Kernels
from cnn_core.explain.kernels import known_kernels, loaded
from cnn_core.runs import RunFolder
from pages.widgets.components.kernel_editor import UNDO, Cell, Command, Load, kernel_editor
from pages.widgets.state.view import Look

KERNELS = "kernels by hand"
MAX_STEPS = 100
COLOURS = ("red", "green", "blue")


@dataclass(frozen=True)
class _ByHand:
    """The kernels of a run that were changed, those before the last edits, and the gesture that the last one belongs to."""

    run: str
    now: Kernels = ()
    before: tuple[Kernels, ...] = ()
    gesture: tuple[int, int] | None = None


def kernels_by_hand(folder: RunFolder) -> Kernels:
    """The kernels that were changed for this run; those of another run are forgotten."""
    by_hand = _by_hand(folder.id)
    st.session_state[KERNELS] = by_hand
    return by_hand.now


def forget_kernels() -> None:
    """All kernels are as trained again, which can be undone. For callbacks."""
    by_hand: _ByHand = st.session_state[KERNELS]
    st.session_state[KERNELS] = _step(by_hand, ())


def edit_kernel(folder: RunFolder, number: int, now: Look, trained: Look, layer: int) -> None:
    """The editor for one filter of this layer: what it is `now`, and what the run has learned."""
    kernel, learned = (each.inspection.weights[f"{layer}.kernel"][..., number] for each in (now, trained))
    channels = kernel.shape[2]
    names = COLOURS if channels == len(COLOURS) else [f"channel {c}" for c in range(channels)]

    def obey(command: Command) -> None:
        by_hand = _by_hand(folder.id)
        if command == UNDO:
            if by_hand.before:
                st.session_state[KERNELS] = replace(by_hand, now=by_hand.before[-1], before=by_hand.before[:-1], gesture=None)
            return
        others = tuple(each for each in by_hand.now if each[0] != number)
        mine = next((np.reshape(weights, learned.shape) for at, weights in by_hand.now if at == number), learned)
        if isinstance(command, Load):
            made = loaded(mine, learned, command.name, command.channel, command.as_strong)
        elif isinstance(command, Cell):
            made = np.array(mine, np.float64)
            made[command.at] = command.value
        else:
            st.session_state[KERNELS] = _step(by_hand, others)
            return
        gesture = (number, command.gesture) if isinstance(command, Cell) else None
        st.session_state[KERNELS] = _step(by_hand, (*others, (number, tuple(map(float, made.ravel())))), gesture)

    known = list(known_kernels(*kernel.shape[:2]))
    of = f"{folder.id} {layer} {number} {kernel.shape}"
    kernel_editor("kernel editor", of, kernel, names, known, bool(_by_hand(folder.id).before), obey)


def _by_hand(run: str) -> _ByHand:
    kept: _ByHand | None = st.session_state.get(KERNELS)
    return kept if kept is not None and kept.run == run else _ByHand(run)


def _step(by_hand: _ByHand, kernels: Kernels, gesture: tuple[int, int] | None = None) -> _ByHand:
    """One step further, which undo takes back; the edits of one gesture are one step."""
    kernels = tuple(sorted(kernels))
    if kernels == by_hand.now:
        return by_hand
    goes_on = gesture is not None and gesture == by_hand.gesture
    before = by_hand.before if goes_on else (*by_hand.before, by_hand.now)[-MAX_STEPS:]
    return _ByHand(by_hand.run, kernels, before, gesture)
