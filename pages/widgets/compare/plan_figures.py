"""The figures of a plan: accuracy by value, curves by epoch, and accuracy against what it costs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnn_core.data.task import class_names
from cnn_core.engine import PlanRun
from cnn_core.errors import LabError
from cnn_core.figures.plan import plan_figure
from cnn_core.figures.plan_curves import MAX_BANDS, plan_curves
from cnn_core.figures.plan_front import plan_front
from cnn_core.plan.bands import Band, bands
from cnn_core.plan.groups import Group
from cnn_core.plan.plan import words
from cnn_core.summary import summarise
from cnn_core.text import plural
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark

ACCURACY, CURVES = "Accuracy", "Curves"
PARAMETERS, MACS, SECONDS = "Parameters", "Multiply-accumulates", "Seconds"
COSTS = {PARAMETERS: "parameters", MACS: "multiply-accumulates per image", SECONDS: "seconds of training"}
Named = list[tuple[dict[str, Any], PlanRun]]
"""The values of each run, by the names that its fields have for people."""


def plan_figures(plan: str, runs: Named, found: list[Group]) -> None:
    """One of five figures, chosen above it."""
    shown = st.segmented_control(
        "Figure",
        [ACCURACY, CURVES, *COSTS],
        default=ACCURACY,
        required=True,
        key=f"figure of plan {plan}",
        label_visibility="collapsed",
    )
    known = [(varied, each.test_accuracy) for varied, each in runs if each.test_accuracy is not None]
    if shown == CURVES:
        made = curve_bands(runs)
        figure, alt = (
            plan_curves(made, _of_which(runs), dark()),
            f"Mean {_of_which(runs)} by epoch of {plural(min(len(made), MAX_BANDS), 'combination')}",
        )
        more = f" The first {MAX_BANDS} of {len(made)} combinations." if len(made) > MAX_BANDS else ""
        caption = f"Lines are means over the seeds, bands their 95% intervals; where a run has ended, over those that go on. Runs that were stopped are left out.{more}"
    elif shown in COSTS:
        figure, alt = (
            plan_front(found, [mean_cost(shown, group, runs) for group in found], COSTS[shown], dark()),
            f"Test accuracy against {COSTS[shown]}",
        )
        caption = "On the line: no other combination is as accurate and costs less (Pareto front). Bars are 95% intervals; hover for the values."
    else:
        figure, alt = plan_figure(found, known, dark()), _alt(found)
        rows = escape_markdown(", ".join(dict.fromkeys(path for group in found for path in group.varied)) or "the desk")
        caption = f"Rows: {rows}. Dots are single runs, a diamond is their mean with its 95% interval."
    steady_chart(figure, "plan", f"{plan} {shown}", alt)
    st.caption(caption)


def costs_of(each: PlanRun) -> dict[str, float | None]:
    """Parameters and multiply-accumulates of its network, None where its classes are not known any more; seconds of its training once it is over."""
    experiment = each.case.experiment
    seconds = (each.state.seconds or None) if each.state else None
    try:
        summary = summarise(experiment.architecture, len(class_names(experiment.data)))
    except LabError:
        return {PARAMETERS: None, MACS: None, SECONDS: seconds}
    return {PARAMETERS: summary.params, MACS: summary.macs, SECONDS: seconds}


def mean_cost(which: str, group: Group, runs: Named) -> float | None:
    """The mean over the tested runs of a group, those whose accuracy counts; None if it is not known of any."""
    tested = [each for varied, each in runs if varied == group.varied and each.test_accuracy is not None]
    known = [value for value in (costs_of(each)[which] for each in tested) if value is not None]
    return sum(known) / len(known) if known else None


def curve_bands(runs: Named) -> list[Band]:
    """The curves of each combination taken together, of the runs that train or are finished."""
    return bands((varied, _curve(each)) for varied, each in runs)


def _curve(each: PlanRun) -> list[float]:
    return [epoch.accuracy if epoch.val_accuracy is None else epoch.val_accuracy for epoch in each.history]


def _of_which(runs: Named) -> str:
    """Whose accuracy the curves show: that of the training where there are no validation images."""
    validated = {epoch.val_accuracy is not None for _, each in runs for epoch in each.history}
    if validated == {False}:
        return "training accuracy"
    return "validation accuracy, without such images of the training" if len(validated) > 1 else "validation accuracy"


def _alt(found: list[Group]) -> str:
    means = [f"{words(group.varied)}: {group.mean:.2%}" for group in found if group.mean is not None]
    return f"Mean test accuracy of {plural(len(found), 'combination')}; {'; '.join(means) or 'none yet'}"
