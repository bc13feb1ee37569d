"""Filters that are switched off, for this page alone: the network computes without them, in each of its parts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnn_core.engine import Off
from cnn_core.explain.filters import filter_layers
from cnn_core.runs import RunFolder
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise

OFF = "filters off"
MOST_NAMED = 8


def filters_off(folder: RunFolder) -> Off:
    """The filters that are switched off in this run, by layer; those of another run are forgotten."""
    run, off = st.session_state.get(OFF, ("", ()))
    st.session_state[OFF] = folder.id, off if run == folder.id else ()
    found: Off = st.session_state[OFF][1]
    return found


def switch_off(folder: RunFolder, layer: int, numbers: Sequence[int]) -> None:
    """These filters of a layer, and none of its others. For callbacks."""
    off = dict(filters_off(folder)) | {layer: tuple(sorted(numbers))}
    st.session_state[OFF] = folder.id, tuple((index, filters) for index, filters in sorted(off.items()) if filters)


def switch_on() -> None:
    """All of them. For callbacks."""
    st.session_state.pop(OFF, None)


def off_words(architecture: Architecture, off: Off) -> list[str]:
    """What is switched off, by layer: "filters 0, 3 of layer 1 switched off"."""
    layers = {layer.maps.index: layer.convolution for layer in filter_layers(summarise(architecture).rows)} if off else {}
    words = []
    for index, numbers in off:
        whole = len(numbers) == layers[index].output_shape[-1]
        what = f"all {len(numbers)} filters" if whole and len(numbers) > 1 else numbered(numbers)
        words.append(f"{what} of layer {layers[index].index + 1} switched off")
    return words


def numbered(numbers: Sequence[int]) -> str:
    """Filters by their numbers, or how many they are where the list would be long."""
    if len(numbers) > MOST_NAMED:
        return f"{len(numbers)} filters"
    return f"{'filter' if len(numbers) == 1 else 'filters'} {', '.join(map(str, numbers))}"
