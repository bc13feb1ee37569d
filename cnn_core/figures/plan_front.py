"""Accuracy against what it costs: a mark for each combination of a plan, and the Pareto front."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from cnn_core.figures.theme import Layout, Trace, draw, note, palette
from cnn_core.plan.groups import Group
from cnn_core.plan.pareto import pareto_front
from cnn_core.plan.plan import words, words_within

LONGEST = 32


def plan_front(found: Sequence[Group], costs: Sequence[float | None], cost: str, dark: bool = False) -> go.Figure:
    """`costs` has one number for each group, called `cost`; groups without a run yet, or whose cost is None, are left out."""
    colours = palette(dark)
    known = [(group, value) for group, value in zip(found, costs, strict=True) if group.mean is not None and value is not None]
    empty = "The marks come as runs end" if all(group.mean is None for group in found) else f"Not known here: {cost}"
    points = [(value, group.mean or 0.0) for group, value in known]
    front = pareto_front(points)
    names = [words(group.varied) for group, _ in known]
    below, above = ([group.reach[side] for group, _ in known] for side in (0, 1))
    line: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [points[index][0] for index in front],
        "y": [points[index][1] for index in front],
        "line": {"color": colours.accent, "width": 2, "shape": "hv"},
        "hoverinfo": "skip",
    }
    marks: Trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [value for value, _ in points],
        "y": [gain for _, gain in points],
        "error_y": {
            "type": "data",
            "array": above,
            "arrayminus": below,
            "symmetric": False,
            "color": colours.quiet,
            "thickness": 1.5,
            "width": 4,
        },
        "text": [words_within(group.varied, LONGEST) if index in front else "" for index, (group, _) in enumerate(known)],
        "textposition": _beside(points, front),
        "textfont": {"color": colours.ink, "size": 11},
        "cliponaxis": False,
        "customdata": names,
        "marker": {
            "size": 11,
            "symbol": "diamond",
            "color": [colours.accent if index in front else colours.muted for index in range(len(points))],
        },
        "hovertemplate": f"%{{customdata}}: %{{y:.2%}}, %{{x:,.4~g}} {cost}<extra></extra>",
    }
    costs_known = {value for value, _ in points}
    alone = (
        [0.8 * max(costs_known), 1.2 * max(costs_known)] if len(costs_known) == 1 else None
    )  # else its axis is a millionth wide
    layout: Layout = {
        "hovermode": "closest",
        "xaxis": {"title": {"text": cost}, "showgrid": True, "nticks": 6, "range": alone},
        "yaxis": {"title": {"text": "test accuracy"}, "tickformat": ".1%", "showgrid": True},
        "annotations": [] if points else [note(empty, dark)],
    }
    return draw([line, marks], dark, layout=layout)


def _beside(points: Sequence[tuple[float, float]], front: Sequence[int]) -> list[str]:
    """Where the name of each mark stands: towards the middle, and of neighbours on the front one below and one above."""
    if not points:
        return []
    middle = (min(points)[0] + max(points)[0]) / 2
    below = {index: place % 2 == 0 for place, index in enumerate(front)}
    return [
        f"{'bottom' if below.get(index, True) else 'top'} {'left' if cost > middle else 'right'}"
        for index, (cost, _) in enumerate(points)
    ]
