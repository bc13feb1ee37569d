"""One metric of several runs in one chart."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from cnn_core.figures.axes import accuracy_axis, loss_axis
from cnn_core.figures.curves import (
    LARGE_LEFT,
    LARGE_TITLE,
    LARGE_TYPE,
    MARGINS,
    TYPE,
    End,
    Metric,
    by_epoch,
    figure_kept,
    line,
    names_beside,
)
from cnn_core.figures.theme import HEIGHT, Layout, Trace, draw, note, over, palette
from cnn_core.training.state import RunState

COLOURS = ("#0072b2", "#c04f00", "#00795a", "#a8487d", "#6b4fbb", "#8a6100", "#5f6670", "#1b2330")
"""Hues of Okabe and Ito (2008), without the yellow that is hard to see on white, and dark enough for names as well as lines: a
contrast of at least 4.5 to 1. Each has its own symbol."""

ON_DARK = ("#4c9fdb", "#ee7b33", "#2bbd91", "#d98fb8", "#b39df0", "#e69f00", "#a0a0a0", "#e8ebf0")
"""The same hues, light enough for the dark ground."""

SYMBOLS = ("square", "circle", "diamond", "triangle-up", "cross", "x", "triangle-down", "star")
MAX_CURVES = len(COLOURS)
MAX_LINE = 48
"""Letters in a line of the legend, for a chart on a telephone."""
MAX_BESIDE, LETTER, LEGEND_ROW = 18, 7, 22
"""Letters: names up to which stand beside the curves, longer ones in a legend below. Pixels: one letter, and one row of the legend."""
LARGE_HEIGHT = 420

ABOVE = 14


def overlaid_curves(runs: Mapping[str, RunState], metric: Metric, dark: bool = False, large: bool = False) -> go.Figure:
    """The validation line of each run over its epochs, named at its end, or in a legend below where names are long; at most 8 runs.

    A run without validation has its training line, dashed; its name and the axis say so.
    `large` is for a projector.
    """
    height, size = (LARGE_HEIGHT, LARGE_TYPE) if large else (HEIGHT, TYPE)
    states = list(runs.values())
    last = max(map(_length, states), default=1) or 1
    traces: list[Trace] = []
    ends: list[End] = []
    for (given, state), colour, symbol in zip(runs.items(), ON_DARK if dark else COLOURS, SYMBOLS, strict=False):
        name = "<br>".join(escape(each, quote=False) for each in _lines(given))  # plotly reads tags in texts
        shown = shown_metric(state, metric)
        x, y = by_epoch(state, shown)
        dashed = {"dash": "dash"} if shown == metric else {}
        said = f"{name}, training" if dashed else name
        traces.append(line(said, x, y, {"color": colour, "width": 2, **dashed}, symbol, last))
        ends += [(x[-1], y[-1], f"{said}: {figure_kept(state, shown, y[-1])}", colour)] if x else []
    below = max(map(len, runs), default=0) > MAX_BESIDE
    if below:
        ends = [(x, y, text.rpartition(": ")[2], colour) for x, y, text, colour in ends]
    longest = max((len(text) for _, _, text, _ in ends), default=0)
    drawn = [value for trace in traces for value in trace["y"]]
    vertical = loss_axis(drawn, []) if metric == "loss" else accuracy_axis(drawn)
    wait = "The curves begin with the first epochs" if runs else "Tick runs above"
    names = names_beside(ends, vertical["range"], height - MARGINS, size=size) if ends else [note(wait, dark, size)]
    rows = LEGEND_ROW * size // TYPE * sum(len(_lines(each)) for each in runs) if below else 0
    layout: Layout = {
        "margin": {
            "r": 24 + LETTER * size // TYPE * longest,
            **({"b": 44 + rows} if below else {}),
            **(LARGE_LEFT if large else {}),
        },
        "showlegend": below,
        "legend": {"x": 0, "y": -46 / (height - MARGINS), "yanchor": "top", "font": {"size": size}, "itemsizing": "constant"},
        "xaxis": {"range": [0, last], "tickformat": "d", "dtick": max(1, -(-last // 10)), "title": {"text": "epoch"}},
        "yaxis": over({**vertical, "title": {"text": _title(states, metric)}, "showgrid": True}, LARGE_TITLE if large else {}),
        # A line that ends early has its name among the others, which would run through it.
        "annotations": [
            _above(each, vertical, height - MARGINS, dark) if each.get("x", last) != last and ends else each for each in names
        ],
    }
    return draw(traces, dark, height + rows, layout)


def _length(state: RunState) -> int:
    """Epochs that it did, or while it is on will do: of a run that was ended early by its time limit the others are not to come."""
    return state.history[-1].epoch if state.ended and state.history else state.epochs


def _lines(name: str) -> list[str]:
    """A name, a long one in two lines, and a very long one without its middle: runs with like names differ at the end as often as at the
    beginning."""
    if len(name) <= MAX_LINE:
        return [name]
    breaks = [at for at, (letter, after) in enumerate(pairwise(name), 1) if after == " " and letter != " "]
    at = min(breaks, key=lambda at: abs(at - len(name) / 2), default=len(name) // 2)
    first, second = name[:at], name[at:].lstrip()
    return [
        first if len(first) <= MAX_LINE else f"{first[: MAX_LINE - 1]}…",
        second if len(second) <= MAX_LINE else f"…{second[1 - MAX_LINE :]}",
    ]


def _above(name: dict[str, Any], vertical: Layout, pixels: int, dark: bool) -> dict[str, Any]:
    """The name of a line that ends before the others, above it so that it hides no line that goes on, and within the chart."""
    low, high = vertical["range"]
    room = (high - name["y"]) / (high - low) * pixels
    return {**name, "yshift": min(name["yshift"] + ABOVE, room), "bgcolor": palette(dark).ground}


def shown_metric(state: RunState, metric: Metric) -> str:
    """What is drawn of a run: validation, or training once it is clear that there is no validation."""
    x, _ = by_epoch(state, f"val_{metric}")
    return f"val_{metric}" if x or not state.history else metric


def _title(states: list[RunState], metric: Metric) -> str:
    trained = [shown_metric(state, metric) == metric for state in states]
    if any(trained):
        return f"training {metric}" if all(trained) else f"validation {metric} (dashed: training)"
    return f"validation {metric}"
