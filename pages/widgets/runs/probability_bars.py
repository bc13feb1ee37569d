"""The probabilities of an image by several networks, or by one before and after a change, as bars to be compared by eye."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.widgets.state.tables import show_table

NAME, BAR = 90, 130
"""Pixels of a column, so that two answers fit beside a pad and on a telephone. All bars have one length: where columns take the width of their titles, the same bar says different things."""


def probability_bars(table: pd.DataFrame, alt: str) -> None:
    """A table of "class" and of one column of probabilities for each answer, 0 to 1; None where a network does not know the class."""
    bars = st.column_config.ProgressColumn
    columns = {name: bars(format="percent", min_value=0.0, max_value=1.0, width=BAR) for name in table if name != "class"}
    named = st.column_config.TextColumn(width=NAME)
    show_table(table, hide_index=True, column_config={"class": named, **columns}, width="content", alt=alt)
