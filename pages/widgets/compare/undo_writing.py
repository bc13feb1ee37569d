"""The way back after something was written on runs: in their table, Delete empties all cells that are marked, at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.runs.annotation import Annotation
from cnn_core.text import plural
from pages.widgets.compare.chosen_runs import CHOSEN
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session

LAST = "written on runs last"


class Written(NamedTuple):
    run: str
    before: Annotation
    after: Annotation


def note_written(written: Sequence[Written], chosen: Sequence[str]) -> None:
    """For what was written with one edit; `chosen` are the runs that were ticked before it."""
    if written:
        st.session_state[LAST] = tuple(written), list(chosen)


def offer_undo_of_writing() -> None:
    """A button that takes the last edit of names, stars, tags and notes back, with the ticks that went with it."""
    if LAST not in st.session_state or presenting():
        return
    written, _ = st.session_state[LAST]
    what = f"what was written on {plural(len(written), 'run')}"
    if all(_emptied(each) for each in written):
        what = f"what was cleared on {plural(len(written), 'run')}"
    st.button(f"Undo {what}", icon=":material/undo:", on_click=_undo, key="undo writing")


def _emptied(each: Written) -> bool:
    return all(not now for now, before in zip(_values(each.after), _values(each.before), strict=True) if now != before)


def _values(annotation: Annotation) -> list[object]:
    return list(annotation.to_json().values())


def changed(now: Annotation, before: Annotation, after: Annotation) -> Annotation:
    """What is so now with what is changed from `before` to `after`: another tab may have written the rest meanwhile."""
    known = before.to_json()
    return Annotation.from_json(
        {**now.to_json(), **{name: value for name, value in after.to_json().items() if value != known[name]}}
    )


def _undo() -> None:
    written, chosen = st.session_state.pop(LAST)
    lab, refused = laboratory(), []
    for each in written:
        try:
            lab.annotate(each.run, session().owner, changed(lab.result(each.run).annotation, each.after, each.before))
        except LabError as error:  # it was deleted since
            refused.append(str(error))
    st.session_state[CHOSEN] = chosen
    if refused:
        refuse(" ".join(dict.fromkeys(refused)))
