"""The probabilities of an image by several networks, or by one before and after a change, as bars to be compared by eye."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from pages.widgets.state.tables import show_table

NAME, BAR = 90, 130
"""Pixels of a column, so that two answers fit beside a pad and on a telephone. All bars have one length: where columns take the width of their titles, the same bar says different things."""


def probability_column(width: int | None = None) -> Any:
    """The bars of a column of `percent`, with one decimal, as every sentence and the pad have it: a browser's own percent has two, and
    99.99% would stand below 100.0%."""
    return st.column_config.ProgressColumn(format="%.1f%%", min_value=0.0, max_value=100.0, width=width)


def percent(probabilities: Any) -> Any:
    """Probabilities, 0 to 1 or None, as such a column takes them."""
    return pd.Series(probabilities, dtype=float) * 100


def probability_bars(table: pd.DataFrame, alt: str) -> None:
    """A table of "class" and of one column of probabilities for each answer, 0 to 1; None where a network does not know the class."""
    answers = [name for name in table if name != "class"]
    columns = {name: probability_column(BAR) for name in answers}
    named = st.column_config.TextColumn(width=NAME)
    table = table.assign(**{name: percent(table[name]) for name in answers})
    show_table(table, hide_index=True, column_config={"class": named, **columns}, width="content", alt=alt)
