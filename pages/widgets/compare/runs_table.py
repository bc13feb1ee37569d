"""All runs of a person in one table: what is written on them is edited in place, and those that are compared are ticked."""

from __future__ import annotations

import time
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import streamlit as st

from cnn_core.errors import LabError, RunError
from cnn_core.runs import PRETRAINED, RunResult
from cnn_core.runs.annotation import MAX_TAGS, NAME, NOTE, Annotation
from cnn_core.runs.differing import called, settings_of
from pages.widgets.compare.chosen_runs import CHOSEN
from pages.widgets.compare.setting_columns import setting_columns
from pages.widgets.compare.title_in_list import name_in_list
from pages.widgets.compare.undo_writing import Written, changed, note_written
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.tables import drawings, text_width, widened

TABLE, FRAME = "table of runs", "frame of the table of runs"
NAME_WIDTHS = (190, 360)
"""Pixels of the narrowest and the widest column of names."""
EMPTY = 80
SECONDS = (
    "Time of the training, while it goes on of its whole epochs, with that of the runs it goes on from, on this machine and beside what "
    "else ran there."
)
LEARNED_FROM = called("train_size")
WRITTEN = ("name", "starred", "tags", "note")


@dataclass
class Table:
    """What the browser was last given, and what the table says with the edits of its owner since then; `stale` if a cell shows another text.

    While that is what is so, the browser keeps its table: it does not lose the place, the sorting or the cell that is being typed in.
    `drawing`: that of `tables.drawings`. `empty`: what nobody had written when it was given, and so takes little room.
    Streamlit keeps every table that it has called back with until the tab is closed: so the frame, megabytes for many runs, lies elsewhere.
    """

    number: int
    rows: tuple[tuple[str, str, int, float | None], ...]
    says: dict[str, tuple[bool, Annotation]] = field(default_factory=dict)
    drawing: int = 0
    stale: bool = False
    empty: frozenset[str] = frozenset()


def runs_table(runs: Sequence[RunResult], chosen: Sequence[str]) -> None:
    """The table of these runs, in this order."""
    ticked = set(chosen)
    rows = tuple((run.id, run.status, run.epochs, run.test_accuracy) for run in runs)
    says = {run.id: (run.id in ticked, run.annotation) for run in runs}
    table: Table | None = st.session_state.get(TABLE)
    now = [row[0] for row in rows], says, drawings()
    left = table is not None and f"{TABLE} {table.number}" not in st.session_state  # the browser has lost its edits with the page
    if table is None or left or table.stale or ([row[0] for row in table.rows], table.says, table.drawing) != now:
        table = Table((table.number + 1) if table else 1, rows, says, drawings(), empty=_empty(runs))
        st.session_state[TABLE], st.session_state[FRAME] = table, _frame(runs, ticked)
    elif table.rows != rows:  # a run goes on beside what is being typed: new figures in the same table
        table.rows, st.session_state[FRAME] = rows, _frame(runs, ticked)
    tags = sorted({tag for run in runs for tag in run.annotation.tags})
    frame: pd.DataFrame = st.session_state[FRAME]
    st.data_editor(
        frame,
        key=f"{TABLE} {table.number}",
        on_change=_keep,
        args=(table,),
        hide_index=True,
        num_rows="fixed",
        disabled=[name for name in frame.columns if name not in ("chosen", *WRITTEN)],
        column_config=widened(_columns(tags, max((len(name_in_list(run)) for run in runs), default=0), table.empty)),
        placeholder="–",
        alt="Your runs: name, curve, figures, and what tells them apart",
    )


def _frame(runs: Sequence[RunResult], ticked: set[str]) -> pd.DataFrame:
    """A row for each run. Settings in which the runs differ have columns of their own."""
    lab = laboratory()
    settings = [settings_of(lab.folder(run.id).path) for run in runs]
    frame = pd.DataFrame(
        {
            "chosen": [run.id in ticked for run in runs],
            "starred": [run.annotation.starred for run in runs],
            "name": [name_in_list(run) for run in runs],
            "curve": [list(run.curve) for run in runs],
            # Numbers also where there is none yet: another kind of column would be another table for the browser.
            "test_accuracy": pd.Series([_percent(run.test_accuracy) for run in runs], dtype=float),
            "val_accuracy": pd.Series([_percent(run.val_accuracy) for run in runs], dtype=float),
            "ended": [run.status for run in runs],
            "tags": [list(run.annotation.tags) for run in runs],
            "note": [run.annotation.note for run in runs],
        }
    )
    columns = setting_columns(settings, frame.columns)
    if LEARNED_FROM in columns:  # as the table of the chosen runs has it: what was set is 0 for all
        columns[LEARNED_FROM] = [_learned_from(run) for run in runs]
    for name, cells in columns.items():
        if name == "dataset":  # on a desk's screen the other settings begin behind its edge
            frame.insert(frame.columns.get_loc("tags"), name, cells)
        else:
            frame[name] = cells
    frame["epochs_done"] = [run.epochs for run in runs]
    frame["seconds"] = pd.Series([run.seconds or None for run in runs], dtype=float)
    frame["created"] = [
        "came with the app" if run.id == PRETRAINED else time.strftime("%Y-%m-%d %H:%M", time.localtime(run.created))
        for run in runs
    ]
    return frame


def _learned_from(run: RunResult) -> int | None:
    """Training images; of a run of an earlier version its journal tells them."""
    return run.train_size or laboratory().state(run.id, batches=False).train_size or None


def _percent(part: float | None) -> float | None:
    """In percent, since Streamlit's own percent has as many decimals as it likes, and as many as are shown: a cell that is opened shows all."""
    return None if part is None else round(100 * part, 2)


def name_width(longest: int) -> int:
    """Pixels for names of so many letters at most: runs of a plan differ at the end of theirs, in the seed."""
    return text_width(longest, *NAME_WIDTHS)


def _empty(runs: Sequence[RunResult]) -> frozenset[str]:
    written = {"tags": any(run.annotation.tags for run in runs), "note": any(run.annotation.note for run in runs)}
    return frozenset(name for name, some in written.items() if not some)


def _columns(tags: list[str], longest: int, empty: Container[str]) -> dict[str, Any]:
    """`longest` are the letters of the longest name; columns that are `empty` are narrow."""
    config = st.column_config
    return {
        "chosen": config.CheckboxColumn(
            "chosen", width=88, pinned=True, help="Ticked runs are compared below, opened, or deleted."
        ),
        "starred": config.CheckboxColumn("★", width=62, help="Runs that you want to find again."),
        "name": config.TextColumn(
            "name",
            width=name_width(longest),
            max_chars=NAME.maximum,
            help="Double click to change it. At first that of the network, and when it began.",
        ),
        "curve": config.LineChartColumn(
            "learning",
            width=110,
            y_min=0.0,
            y_max=1.0,
            help="Accuracy on the training batches, from the first to the last; 0 to 1.",
        ),
        "test_accuracy": config.NumberColumn("test", format="%.2f%%", width=80),
        "val_accuracy": config.NumberColumn("validation", format="%.2f%%", width=90),
        "tags": config.MultiselectColumn(
            "tags",
            width=EMPTY if "tags" in empty else 140,
            options=tags,
            accept_new_options=True,
            color="auto",
            help=f"At most {MAX_TAGS}. Click a cell once and press Enter, type a tag and press Enter, and Enter again to keep it; after a double click, click into its box before you type. A comma separates several.",
        ),
        "note": config.TextColumn(
            "note", width=EMPTY if "note" in empty else 180, max_chars=NOTE.maximum, help="Double click to write."
        ),
        "layers": config.TextColumn("layers", width=200),
        "ended": config.TextColumn("state", width=90),
        "epochs_done": config.NumberColumn("epochs done", width=100),
        LEARNED_FROM: config.NumberColumn(format="localized", width=120),
        "seconds": config.NumberColumn(format="%.1f", width=80, help=SECONDS),
        "created": config.TextColumn("begun", width=130),
    }


def _keep(table: Table) -> None:
    """Carries out what was edited in this table, also where another has taken its place that the browser has not drawn yet.

    All edits since the table was given come each time, so those that are so already change nothing.
    """
    edits: Mapping[int, Mapping[str, Any]] = st.session_state[f"{TABLE} {table.number}"]["edited_rows"]
    mine, lab = session(), laboratory()
    chosen: list[str] = list(st.session_state[CHOSEN])
    were_chosen, changes = list(chosen), []
    for row, cells in edits.items():
        run = table.rows[int(row)][0]
        was_ticked, before = table.says[run]
        ticked = bool(cells.get("chosen", was_ticked))
        if ticked != was_ticked and ticked != (run in chosen):
            chosen = [*chosen, run] if ticked else [name for name in chosen if name != run]
        after = before
        try:
            now = lab.result(run)
            usual = (now.network, name_in_list(replace(now, annotation=Annotation())))
            wanted = written(before, usual, cells)
            if wanted != before and run == PRETRAINED:
                raise RunError("Only on runs of your own something can be written: this network came with the app.")
            if wanted != before:
                becomes = changed(now.annotation, before, wanted)
                lab.annotate(run, mine.owner, becomes)
                changes.append(Written(run, now.annotation, becomes))
            after = wanted
            table.stale |= "name" in cells and not after.name and cells["name"] != usual[1]  # it is called as its network is
            table.stale |= list(after.tags) != list(cells.get("tags", after.tags) or ())  # commas made several of one
        except LabError as error:
            refuse(str(error))
            table.stale = True
        table.says[run] = (ticked, after)
    st.session_state[CHOSEN] = chosen
    note_written(changes, were_chosen)


def written(before: Annotation, usual: Container[str], cells: Mapping[str, Any]) -> Annotation:
    """The annotation after these cells were edited; SpecError if one does not fit. A name that is emptied, or a usual one, is none."""
    now = {**before.to_json(), **{name: cells[name] for name in WRITTEN if name in cells}}
    name = " ".join(str(now["name"] or "").split())
    now |= {
        "name": "" if name in usual else name,
        "note": " ".join(str(now["note"] or "").split()),
        "tags": _at_commas(cells["tags"] or []) if "tags" in cells else now["tags"],
        "starred": bool(now["starred"]),
    }
    return Annotation.from_json(now)


def _at_commas(tags: Sequence[Any]) -> list[Any]:
    """Who types `good, demo` means two tags."""
    texts = [part for tag in tags for part in (tag.split(",") if isinstance(tag, str) else [tag])]
    return [part for part in texts if not isinstance(part, str) or part.strip()]
