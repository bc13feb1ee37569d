"""How large a project becomes, and which weights go along: the most that can be opened again, until somebody chooses others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from cnn_core.data.own import own_entries
from cnn_core.project.parts import MAX_BYTES
from cnn_core.project.sizes import EVERY, FINAL, HOW_MUCH, images_size, most_that_fits, run_sizes
from cnn_core.runs import RunResult
from cnn_core.text import bytes_text
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

LARGEST = 3
HELP = (
    "Of every epoch: the epochs can be played there too. Of the last epoch: without that, and the runs can still be trained on. Final ones "
    "alone: the smallest file; its networks answer and can be looked into, and are trained from the beginning alone."
)


def choose_weights(runs: Sequence[RunResult]) -> str:
    """Says the size of a project with these runs, and what makes it large; which weights shall go along."""
    images = images_size(entry.name for entry in own_entries(session().owner))
    each = {run.id: run_sizes(laboratory().folder(run.id).path) for run in runs}
    sizes = {way: images + sum(of_run[way] for of_run in each.values()) for way in HOW_MUCH}
    fits = most_that_fits(sizes)
    # With another proposal it is another field, which begins with that.
    weights = st.selectbox("Weights of the runs", HOW_MUCH, HOW_MUCH.index(fits), key=f"project weights {fits}", help=HELP)
    parts = [f"own images {bytes_text(images)}"] if images else []
    parts += [f"runs {bytes_text(sizes[weights] - images)}"] if runs else []
    st.caption(f"About {bytes_text(sizes[weights])}{': ' if parts else ''}{', '.join(parts)}.{_more(sizes, weights, fits)}")
    if sizes[weights] > MAX_BYTES:
        _too_large(runs, each, weights)
    return weights


def _more(sizes: Mapping[str, int], weights: str, fits: str) -> str:
    if EVERY in (weights, fits):
        return ""
    return f" With the weights of every epoch it would be {bytes_text(sizes[EVERY])}, and {MAX_BYTES >> 20} MB is the most that can be opened again."


def _too_large(runs: Sequence[RunResult], each: Mapping[str, Mapping[str, int]], weights: str) -> None:
    largest = sorted(runs, key=lambda run: each[run.id][weights], reverse=True)[:LARGEST]
    named = ", ".join(f"{run.title} {bytes_text(each[run.id][weights])}" for run in largest)
    told_apart = len({run.title for run in largest}) == len(largest)
    cure = "Choose fewer weights, or give" if weights != FINAL else "Give"
    st.warning(
        escape_markdown(
            f"This is probably more than the {MAX_BYTES >> 20} MB that can be opened again. {cure} the runs that matter a star in the table above, "
            f"and choose “those with a star”.{f' The largest: {named}.' if named and told_apart else ''}"
        ),
        icon=":material/weight:",
    )
