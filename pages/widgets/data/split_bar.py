"""Which images learn, which validate and which test, as one bar with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from cnn_core.figures.theme import palette
from pages.widgets.data.task_choice import data_split, task_labels
from pages.widgets.state.datasets import dark
from pages.widgets.state.session import session


def parts_of() -> dict[str, int]:
    """Part -> its number of images, in the order of the bar; those that are left out last. Empty if the split is impossible."""
    (trained, tested), split = task_labels(), data_split()
    if split is None:
        return {}
    test = "test, which validates too" if session().experiment.data.validation == "test" else "test"
    left_out = len(trained) - len(split.train) - len(split.validation)
    counts = {"training": len(split.train), "validation": len(split.validation), test: len(tested), "left out": left_out}
    return {part: count for part, count in counts.items() if count}


def split_bar() -> None:
    """One bar in proportion, and below it each part with its number."""
    parts = parts_of()
    if parts:
        st.html(_html(parts))


def _html(parts: Mapping[str, int]) -> str:
    colours = palette(dark())
    of = {"training": colours.train, "validation": colours.validation, "left out": colours.grid}
    segments = "".join(
        f'<i style="flex: {count} 0 3px; background: {of.get(part, colours.test)}"></i>' for part, count in parts.items()
    )
    words = "".join(
        f'<span style="white-space: nowrap"><i style="display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 6px; '
        f'background: {of.get(part, colours.test)}"></i>{escape(part)} <b>{count:,}</b></span>'
        for part, count in parts.items()
    )
    return (
        f'<div style="display: flex; gap: 2px; height: 22px; border-radius: 6px; overflow: hidden" aria-hidden="true">{segments}</div>'
        f'<div style="display: flex; flex-wrap: wrap; gap: 2px 20px; margin-top: 6px; font-variant-numeric: tabular-nums">{words}</div>'
    )
