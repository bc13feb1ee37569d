"""The runs that are compared: those that their owner chose, and before that the first ones there are."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from cnn_core.runs import RunResult

CHOSEN, BY_ITSELF = "compared", "compared by itself"
"""Ids of the chosen runs, in the order in which they were chosen; and those that nobody chose."""
WORDS = "words of runs"
"""The key of the field that finds runs."""
FINISHED, FIRST = "finished", 2


def chosen_runs(runs: Mapping[str, RunResult]) -> list[str]:
    """The chosen ones of these runs; where nobody has chosen yet, the first two that are finished, or else have learned something. Until there
    are two, the next one joins: whoever looked before the first training finds that run chosen; and whoever comes back to the page finds the
    newest, while what is seen there stays."""
    named: list[str] | None = st.session_state.get(CHOSEN)
    comes = WORDS not in st.session_state  # Streamlit forgets what was typed on a page that was left
    if named is None or (named == st.session_state.get(BY_ITSELF) and (len(named) < FIRST or comes)):
        finished = [name for name, run in runs.items() if run.status == FINISHED]
        rest = [name for name, run in runs.items() if run.status != FINISHED and run.epochs]
        first = {*[*finished, *rest][:FIRST]}
        named = [name for name in runs if name in first]
        st.session_state[CHOSEN], st.session_state[BY_ITSELF] = named, list(named)
    return [name for name in named if name in runs]  # those that were deleted may come back, and are chosen then as they were
