"""The result of a plan: a row for each combination of values, with every run, their mean and its 95% interval."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil, floor
from typing import Any

import plotly.graph_objects as go

from cnn_core.figures.theme import Layout, Trace, draw, note, palette
from cnn_core.plan.groups import Group
from cnn_core.plan.plan import values_apart, words

ROW, MARGINS, LETTER = 34, 62, 7
LONGEST = 44
AROUND = 0.1
"""How much of the axis is seen beside a single value, and at most beside all of them: the interval of two runs may reach over most of what there is."""
BELOW = 0.27
"""Where the dots of single runs stand, in rows: on the line of the interval they would hardly be seen."""
END = 0.05
"""The axis ends at multiples of it, so that it stays while runs are added."""
TITLE = "test accuracy"


def plan_figure(groups: Sequence[Group], runs: Sequence[tuple[dict[str, Any], float]], dark: bool = False) -> go.Figure:
    """Rows in the order of the groups; `runs` are (values, test accuracy)."""
    colours = palette(dark)
    names = [_short(each) for each in values_apart([group.varied for group in groups])]
    rows = {words(group.varied): number for number, group in enumerate(groups)}
    known = [(number, group) for number, group in enumerate(groups) if group.mean is not None]
    below, above = ([group.reach[side] for _, group in known] for side in (0, 1))
    each: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [accuracy for _, accuracy in runs],
        "y": [rows[words(varied)] + BELOW for varied, _ in runs],
        "marker": {"color": colours.ink, "size": 6},
        "hovertemplate": "one run: %{x:.2%}<extra></extra>",
    }
    means: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [group.mean for _, group in known],
        "y": [number for number, _ in known],
        "error_x": {
            "type": "data",
            "array": above,
            "arrayminus": below,
            "symmetric": False,
            "color": colours.accent,
            "thickness": 2,
            "width": 6,
        },
        "marker": {"color": colours.accent, "size": 10, "symbol": "diamond"},
        "hovertemplate": "mean %{x:.2%}, +%{error_x.array:.2%} −%{error_x.arrayminus:.2%}<extra></extra>",
    }
    axis = {
        "range": [len(groups) - 0.5, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "tickfont": {"color": colours.ink},
        "showgrid": False,
    }
    layout: Layout = {
        "hovermode": "closest",
        "margin": {"l": 20 + LETTER * max(map(len, names), default=4), "r": 24, "t": 8, "b": 48},
        "xaxis": {"tickformat": ".1%", "showgrid": True, "nticks": 7, "title": {"text": TITLE}},
        "yaxis": axis,
        "annotations": [] if known else [note("The rows fill as runs end", dark)],
    }
    shown = {end for _, group in known for end in (group.drawn or (group.mean or 0.0,))}
    if len(shown) < 2:  # plotly would draw an axis from -50 to 150%
        alone = min(shown, default=0.5)
        layout["xaxis"]["range"] = [max(0.0, alone - AROUND), min(1.0, alone + AROUND)] if known else [0.0, 1.0]
    else:
        layout["xaxis"]["range"] = _axis(shown, [accuracy for _, accuracy in runs] or [group.mean or 0.0 for _, group in known])
    return draw([each, means], dark, ROW * max(2, len(groups)) + MARGINS, layout)


def _axis(ends: Collection[float], accuracies: Sequence[float]) -> list[float]:
    """From below the lowest to above the highest end of an interval, as far as that is near the accuracies."""
    low, high = max(min(ends), min(accuracies) - AROUND), min(max(ends), max(accuracies) + AROUND)
    low, high = min([low, *accuracies]), max([high, *accuracies])
    return [max(0.0, floor(low / END) * END), min(1.0, ceil(high / END) * END)]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
