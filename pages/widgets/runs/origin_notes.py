"""What became of a network when it came from a file, and the scalings that were tried for its pixels."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn_core.data.scaling import Scaling
from cnn_core.errors import LabError
from cnn_core.runs import RunFolder
from cnn_core.runs.origin import Origin, origin_of
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.tables import show_table

COLUMNS = {
    "pixels become": st.column_config.TextColumn(width=150),
    "right": st.column_config.TextColumn(width=65, help="How much of the sample it reads right."),
    "sure": st.column_config.TextColumn(
        width=60, help="How sure of it, on average: the probability that it gives the class that it names."
    ),
    "taken": st.column_config.TextColumn(width=55),
}


def origin_notes(folder: RunFolder) -> None:
    """The sentences about a loaded run, and the accuracy with each scaling; another one can be taken."""
    origin = origin_of(folder)
    if not origin.notes:
        return
    with st.expander("What was done to it, and how its pixels are scaled", icon=":material/tune:", expanded=bool(origin.trials)):
        st.markdown("\n".join(f"- {escape_markdown(note)}" for note in origin.notes))
        if origin.trials:
            _trials(folder, origin)


def _trials(folder: RunFolder, origin: Origin) -> None:
    now = _current(folder, origin)
    left, right = st.columns([3, 2], gap="large")
    rows = [
        {
            "pixels become": each.name,
            "right": f"{each.accuracy:.1%}",
            "sure": "" if each.sure is None else f"{each.sure:.0%}",
            "taken": "✓" if each.name == now else "",
        }
        for each in origin.trials
    ]
    with left:  # no more columns than a telephone shows: what becomes of a pixel is said beside
        show_table(pd.DataFrame(rows), hide_index=True, width="stretch", column_config=COLUMNS)
    left.caption(
        f"A file does not say how the pixels were scaled that its network learned from. Tried on {origin.images:,} test images. "
        "Sure: how sure it is of its answers, on average. The scaling that it learned with makes it right often and about as sure as that."
    )
    names = [each.name for each in origin.trials]
    formulas = {each.name: Scaling(*each.scaling).words for each in origin.trials}
    chosen = right.selectbox(
        "Scaling of the pixels", names, index=names.index(now) if now in names else 0, key=f"scaling of {folder.id}"
    )
    right.caption(f"The network gets `{formulas[chosen]}`.")
    right.button(
        "Take this scaling",
        disabled=chosen == now,
        icon=":material/swap_horiz:",
        on_click=_take,
        args=(folder.id, chosen),
        key="take scaling",
        help="Makes a copy of the run that scales pixels so, in place of this one.",
    )


def _current(folder: RunFolder, origin: Origin) -> str:
    scaling = laboratory().state(folder.id).scaling
    return next((each.name for each in origin.trials if each.scaling == scaling), "")


def _take(run: str, name: str) -> None:
    mine, lab = session(), laboratory()
    try:
        mine.show_run(lab.rescale(run, mine.owner, name))
        lab.delete(run, mine.owner)
    except LabError as error:
        refuse(str(error))
