"""Deleting runs: what is deleted, how much space it takes, the button, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.runs import PRETRAINED, RunResult, owner_mark
from cnn_core.runs.deletion import GRACE, deleted_last, size_of
from cnn_core.runs.room import MAX_OF_ONE, room_taken
from cnn_core.text import bytes_text, plural
from pages.widgets.runs.save_network import MAKING, SAVED_FILE
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.drawing import READ
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session

KEPT_OF_RUNS = ("results", SAVED_FILE, MAKING, READ)
"""What this session keeps of the run that it last looked at."""
SHOWN = "run that was shown when it was deleted"
WIDTH = 420
MAX_NAMED = 8
WHAT = f"Says what would be deleted, and deletes it; for {GRACE / 60:.0f} minutes it can be brought back."


def delete_runs(runs: Sequence[RunResult], labels: Mapping[str, str], title: str = "Delete") -> None:
    """A popover that deletes these runs, called as in the menu they were chosen in. The network that came with the app stays, and so do runs that wait or train.
    Nothing is deleted before an audience."""
    if presenting():
        return
    going = [run for run in runs if run.id != PRETRAINED and run.ended]
    key = f"delete {hash(tuple(run.id for run in going))}"  # another key once they are gone: the popover is closed then
    why_not = "" if going else "The network that came with the app stays, and a run that waits or trains must be stopped first."
    with st.popover(title, icon=":material/delete:", disabled=not going, help=why_not or WHAT, key=key):
        if not going:
            return
        sizes = [size_of(laboratory().folder(run.id)) for run in going]
        lines = [f"- {escape_markdown(labels[run.id])}: {bytes_text(size)}" for run, size in zip(going, sizes, strict=True)]
        if len(lines) > MAX_NAMED:
            lines[MAX_NAMED - 1 :] = [f"- and {plural(len(lines) - MAX_NAMED + 1, 'other run')}"]
        st.markdown("\n".join(lines), width=WIDTH)
        st.caption(_consequences(runs, going), width=WIDTH)
        mine, _ = room_taken(laboratory().root, owner_mark(session().owner))
        st.caption(f"Your runs take {bytes_text(mine)} of the {bytes_text(MAX_OF_ONE)} that they may.", width=WIDTH)
        st.button(
            f"Delete {plural(len(going), 'run')} ({bytes_text(sum(sizes))})",
            type="primary",
            icon=":material/delete:",
            on_click=_delete,
            args=([run.id for run in going],),
            key="delete now",
        )


def _consequences(runs: Sequence[RunResult], going: Sequence[RunResult]) -> str:
    words = (
        f"Settings, curves, weights and test results are deleted. For {GRACE / 60:.0f} minutes this can be undone; then they are gone. "
        "Runs that continued from a deleted run, or took over its layers, keep their own copies."
    )
    transfer = session().experiment.transfer
    if transfer.active and transfer.run in {run.id for run in going}:
        words += (
            " The network on the Build page takes its first layers from a run that is deleted: after this it needs fresh weights."
        )
    if len(going) < len(runs):
        words += " Of the chosen runs, the network that came with the app stays, and so do those that wait or train."
    return words


def _delete(names: list[str]) -> None:
    mine, lab = session(), laboratory()
    refused = []
    for name in names:
        try:
            lab.delete(name, mine.owner)
        except LabError as error:
            refused.append(str(error))
            continue
        if mine.run == name:
            st.session_state[SHOWN] = name
            mine.show_run(PRETRAINED)
        for kept in KEPT_OF_RUNS:
            st.session_state.pop(kept, None)
    if refused:
        refuse(" ".join(refused))


def offer_undo() -> None:
    """A button that brings back what its person deleted last, here or in another tab, while that can be done."""
    last = () if presenting() else deleted_last(laboratory().root, session().owner)
    if last:
        st.button(
            f"Undo: bring back {plural(len(last), 'run')}",
            icon=":material/undo:",
            on_click=_undo,
            args=(last,),
            key="undo deletion",
        )


def _undo(runs: Sequence[str]) -> None:
    refused, mine = [], session()
    for name in runs:
        try:
            laboratory().undelete(name, mine.owner)
            if name == st.session_state.get(SHOWN) and mine.run == PRETRAINED:  # unless another was chosen since
                mine.show_run(name)
        except LabError as error:
            refused.append(str(error))
    if refused:
        refuse(" ".join(dict.fromkeys(refused)))
