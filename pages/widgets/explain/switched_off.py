"""Filters that are switched off, for this page alone: the network computes without them, in each of its parts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnn_core.engine import Off
from cnn_core.explain.filters import FilterLayer, Spot, filter_layers
from cnn_core.runs import RunFolder
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise

OFF = "filters off"
MOST_NAMED = 8


def filters_off(folder: RunFolder) -> Off:
    """The filters that are switched off in this run, by where their maps are; those of another run are forgotten."""
    chosen = chosen_off(folder)
    st.session_state[OFF] = folder.id, chosen
    return tuple((spot, tuple(sorted(numbers))) for spot, numbers in sorted(chosen.items()) if numbers)


def chosen_off(folder: RunFolder) -> dict[Spot, list[int]]:
    """The same in the order in which a person has chosen them."""
    run, chosen = st.session_state.get(OFF, ("", {}))
    found: dict[Spot, list[int]] = chosen if run == folder.id else {}
    return found


def switch_off(folder: RunFolder, spot: Spot, numbers: Sequence[int]) -> None:
    """These filters of a convolution, and none of its others. For callbacks."""
    st.session_state[OFF] = folder.id, {**chosen_off(folder), spot: list(numbers)}


def switch_on() -> None:
    """All of them. For callbacks."""
    st.session_state.pop(OFF, None)


def off_words(architecture: Architecture, off: Off) -> list[str]:
    """What is switched off, by layer: "filters 0, 3 of layer 1 switched off"."""
    layers = {layer.maps: layer for layer in filter_layers(summarise(architecture).rows)} if off else {}
    words = []
    for spot, numbers in off:
        layer = layers[spot]
        what = f"all {len(numbers)} filters" if len(numbers) == layer.count > 1 else numbered(numbers)
        of = f"{layer.step} in layer" if layer.step else "layer"
        words.append(f"{what} of {of} {layer.layer.index + 1} switched off")
    return words


def spot_key(layer: FilterLayer) -> str:
    """What tells the widgets of one convolution from those of another."""
    index, step = layer.maps
    return f"{index} {step}" if step else str(index)


def numbered(numbers: Sequence[int]) -> str:
    """Filters by their numbers, or how many they are where the list would be long."""
    if len(numbers) > MOST_NAMED:
        return f"{len(numbers)} filters"
    return f"{'filter' if len(numbers) == 1 else 'filters'} {', '.join(map(str, numbers))}"
