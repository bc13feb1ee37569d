"""One metric of several runs in one chart."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from cnn_core.figures.axes import accuracy_axis, loss_axis
from cnn_core.figures.curves import MARGINS, End, Metric, by_epoch, figure_kept, line, names_beside
from cnn_core.figures.theme import HEIGHT, Layout, Trace, draw, note
from cnn_core.training.state import RunState

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#8a6d3b", "#7f7f7f")
"""Okabe and Ito's colours (2008), without the yellow that is hard to see on white; each has its own symbol."""

SYMBOLS = ("square", "circle", "diamond", "triangle-up", "cross", "x", "triangle-down", "star")
MAX_CURVES = len(COLOURS)


def overlaid_curves(runs: Mapping[str, RunState], metric: Metric, dark: bool = False) -> go.Figure:
    """The validation line of each run (training, if it has none) over its epochs, named at its end; at most 8 runs."""
    states = list(runs.values())
    last = max((state.epochs for state in states), default=1) or 1
    traces: list[Trace] = []
    ends: list[End] = []
    for (name, state), colour, symbol in zip(runs.items(), COLOURS, SYMBOLS, strict=False):
        shown = f"val_{metric}"
        x, y = by_epoch(state, shown)
        if not x:
            shown = metric
            x, y = by_epoch(state, shown)
        traces.append(line(name, x, y, {"color": colour, "width": 2}, symbol))
        ends += [(float(last), y[-1], f"{name} {figure_kept(state, shown, y[-1])}", colour)] if x else []
    vertical = loss_axis(states, []) if metric == "loss" else accuracy_axis(states)
    wait = "The curves begin with the first epochs" if runs else "Choose runs above"
    layout: Layout = {
        "margin": {"r": 200},
        "xaxis": {"range": [0, last], "tickformat": "d", "dtick": max(1, -(-last // 10)), "title": {"text": "epoch"}},
        "yaxis": {**vertical, "title": {"text": f"validation {metric}"}, "showgrid": True},
        "annotations": names_beside(ends, vertical["range"], HEIGHT - MARGINS) if ends else [note(wait, dark)],
    }
    return draw(traces, dark, layout=layout)
