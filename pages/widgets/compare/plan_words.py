"""What a plan showed, in sentences."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnn_core.plan.difference import difference
from cnn_core.plan.effects import effects, sentences
from cnn_core.plan.groups import Group
from cnn_core.plan.plan import repetitions
from cnn_core.plan.record import PlanRecord
from cnn_core.plan.suggest import label
from pages.widgets.compare.plan_figures import Named
from pages.widgets.compare.plan_names import called
from pages.widgets.shell.error_boundary import escape_markdown


def plan_words(record: PlanRecord, runs: Named, found: list[Group]) -> None:
    """Of two combinations whether they differ by chance; of more what each field did, once no run is to come: a look at every
    moment would find chance sooner or later. And what was trained once for several."""
    going = record.on and not all(each.ended for _, each in runs)
    if going:
        if len(found) > 1:
            st.caption("What it showed is said in words when all runs have ended.")
    elif said := _said(record, runs, found):
        if len(found) > 2:
            st.markdown("**What each field did**, against its value on the desk at that time, or else the first that was tested")
        for line in said:
            st.markdown(escape_markdown(line))
        if not all(each.over for _, each in runs):
            st.caption("Not all of its runs have ended: if it was stopped because of what they showed, p is too small.")
    if once := repetitions([each.case for _, each in runs], lambda path: label(path, record.base)):
        st.caption(escape_markdown(once))


def _said(record: PlanRecord, runs: Named, found: list[Group]) -> list[str]:
    if len(found) == 2:
        return [said for said in [difference(*found)] if said]
    combinations = [_combinations(record, group, runs) for group in found]
    return sentences(effects(found, combinations, called(record, record.usual())))


def _combinations(record: PlanRecord, group: Group, runs: Named) -> list[dict[str, Any]]:
    """Those that the runs of a group stand for."""
    case = next(each.case for varied, each in runs if varied == group.varied)
    return [called(record, values) for values in case.combinations]
