"""The plans of a person: how far they are, and what their runs tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from cnn_core.engine import PlanRun
from cnn_core.errors import LabError
from cnn_core.figures.overlay import MAX_CURVES
from cnn_core.plan.groups import Group, groups
from cnn_core.plan.record import PlanRecord
from cnn_core.plan.suggest import label
from cnn_core.runs.deletion import GRACE
from cnn_core.runs.tensorboard import zipped_event_files
from cnn_core.text import page_words, plural
from pages.widgets.compare.plan_figures import costs_of, plan_figures
from pages.widgets.compare.plan_words import called, plan_words
from pages.widgets.compare.runs_table import CHOSEN
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.laboratory import laboratory, plans
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session

REFRESH = 1.0
INTERVAL = (
    "The interval holds the mean over all seeds in 95 of 100 such experiments (Student's t). Where two intervals overlap widely, "
    "the difference may be chance: take more seeds. Two seeds make it 12.7 standard errors wide on each side, five 2.8. It is cut at 0 and "
    "100 %, beyond which there is no accuracy."
)


def plan_results() -> None:
    """The plan that was chosen, the newest at first; draws itself anew while it is on. Nothing where there is no plan."""
    records = plans().of(session().owner)
    _offer_undo()
    if not records:
        return
    st.subheader("What varying showed", anchor=False, help=INTERVAL)
    names = {each.id: _name(each) for each in records}
    chosen = records[0].id
    if len(records) > 1:
        chosen = st.selectbox("Plan", list(names), format_func=names.__getitem__, key="chosen plan")
    record = next(each for each in records if each.id == chosen)
    fragment(_plan, REFRESH if record.on else None)(chosen, record.on)


def _name(record: PlanRecord) -> str:
    moment = time.strftime("%d %b, %H:%M", time.localtime(record.created))
    varied = ", ".join(label(text.partition("=")[0], record.base) for text in record.vary)
    return f"{record.base.architecture.name}: {varied} ({moment})"


def _plan(plan: str, was_on: bool) -> None:
    record = next((each for each in plans().of(session().owner) if each.id == plan), None)
    if record is None or (was_on and not record.on):
        st.rerun()
        return
    try:
        runs = plans().runs(record)
    except LabError as error:  # its images are gone: nothing can be shown, and it must not stand in the way for ever
        st.error(escape_markdown(page_words(f"{_name(record)} cannot be shown: {error}")), icon=":material/error:")
        _forget(record)
        return
    _status(record, runs)
    named = [(called(record, each.case.varied), each) for each in runs]
    found = groups((varied, each.state.test_accuracy if each.state and not _stub(each) else None) for varied, each in named)
    plan_figures(plan, named, found)
    plan_words(record, named, found)
    _table(found)
    _buttons(record, runs)


def _status(record: PlanRecord, runs: list[PlanRun]) -> None:
    done = sum(each.ended and not _stub(each) for each in runs)
    failed = sum(each.state is not None and each.state.status == "failed" for each in runs)
    line = f"**{_name(record)}**: {done} of {plural(len(runs), 'run')} done"
    if failed:
        line += f", {failed} failed"
    if not record.on and done < len(runs):
        line += ", stopped"
    st.markdown(escape_markdown(line).replace("\\*\\*", "**"))
    if record.on:
        st.progress(done / len(runs))
    if record.problem:
        st.error(escape_markdown(page_words(record.problem)), icon=":material/error:")


def _stub(each: PlanRun) -> bool:
    """Whether it was stopped before its first epoch ended: there is nothing of it to count."""
    return each.state is not None and each.state.status == "stopped" and not each.state.history


def _table(found: list[Group]) -> None:
    paths = list(dict.fromkeys(path for group in found for path in group.varied))
    figures = {
        "mean": [group.mean for group in found],
        "standard deviation": [group.std for group in found],
        "95 % from": [group.drawn and group.drawn[0] for group in found],
        "95 % to": [group.drawn and group.drawn[1] for group in found],
    }
    columns = {
        **{path: _dashed([_shown(group.varied.get(path)) for group in found]) for path in paths},
        "runs": [group.runs for group in found],
        **{name: _dashed(values, "{:.2%}".format) for name, values in figures.items()},
    }
    st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        width="stretch",
        column_config={
            name: st.column_config.NumberColumn(format="percent") for name, values in figures.items() if None not in values
        },
        alt="Mean test accuracy of each combination, its standard deviation and 95 % interval",
    )


def _dashed(values: list[Any], text: Callable[[Any], str] = str) -> list[Any]:
    """Values as they are, so that they sort; texts where one is not there, since a table writes "None" for that."""
    return ["–" if value is None else text(value) for value in values] if None in values else values


def _shown(value: object) -> object:
    return "x".join(map(str, value)) if isinstance(value, list) else value


def _buttons(record: PlanRecord, runs: list[PlanRun]) -> None:
    owner, lab = session().owner, laboratory()
    with st.container(horizontal=True):
        if record.on:
            st.button("Stop the plan", icon=":material/stop:", on_click=partial(_ask, plans().stop, record.id, owner))
        else:
            if not all(each.ended and not _stub(each) for each in runs):
                st.button(
                    "Continue the plan",
                    icon=":material/play_arrow:",
                    on_click=partial(_ask, plans().go_on, record.id, owner),
                    help="Trains the runs that are missing; those that are done stay as they are.",
                )
            _forget(record)
        begun = [each.run for each in runs if each.run and each.state is not None]
        st.button(
            "Compare its runs",
            icon=":material/compare_arrows:",
            disabled=not begun,
            on_click=lambda: st.session_state.update({CHOSEN: begun[:MAX_CURVES]}),
            help=f"Chooses its runs below, the first {MAX_CURVES} if there are more.",
        )
        st.download_button(
            "Download as CSV",
            lambda: pd.DataFrame([_row(each) for each in runs]).to_csv(index=False),
            "plan.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="plan csv",
        )
        st.download_button(
            "For TensorBoard",
            lambda: zipped_event_files((each.run, lab.state(each.run)) for each in runs if each.state is not None),
            "plan-tensorboard.zip",
            "application/zip",
            icon=":material/download:",
            on_click="ignore",
            disabled=not begun,
            key="plan tensorboard",
            help="A zip of event files, a folder for each run: unpack it, then `tensorboard --logdir` and the folder.",
        )


def _forget(record: PlanRecord) -> None:
    if not presenting():
        st.button(
            "Forget the plan",
            icon=":material/delete:",
            on_click=partial(_ask, plans().delete, record.id, session().owner),
            help=f"Its runs stay among your runs. For {GRACE / 60:.0f} minutes this can be undone.",
        )


def _offer_undo() -> None:
    """A button that brings back the plan that was forgotten last, while that can be done."""
    last = None if presenting() else plans().forgotten.last(session().owner)
    if last is not None:
        st.button(
            "Undo: bring back the plan",
            icon=":material/undo:",
            on_click=partial(_ask, plans().forgotten.bring_back, session().owner, plans().add),
            key="undo forgotten plan",
            help=escape_markdown(_name(last)),
        )


def _row(each: PlanRun) -> dict[str, object]:
    """A run as a line of the CSV: its values, its seed, and the figures of the weights it kept."""
    kept = each.state.kept if each.state else None
    figures = asdict(kept) if kept else {}
    return {
        **{path: _shown(value) for path, value in each.case.varied.items()},
        "seed": each.case.seed,
        "run": each.run,
        "status": each.state.status if each.state else "",
        "test_accuracy": each.state.test_accuracy if each.state else None,
        "test_loss": each.state.test_loss if each.state else None,
        "val_accuracy": figures.get("val_accuracy"),
        "val_loss": figures.get("val_loss"),
        **{name.lower().replace("-", "_"): value for name, value in costs_of(each).items()},
    }


def _ask(what: Callable[..., None], *given: object) -> None:
    try:
        what(*given)
    except LabError as error:
        refuse(str(error))
