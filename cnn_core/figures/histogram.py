"""Bars: how many images each class has, and how sure a network is of each class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from cnn_core.figures.theme import Layout, Trace, draw, palette

ROW = 26
GAP = "\u2002"
"""A space that HTML keeps, between the end of a bar and its number."""


def class_histogram(counts_by_part: Mapping[str, Sequence[int]], class_names: Sequence[str], dark: bool = False) -> go.Figure:
    """Images of each class, a bar for each part: training orange, validation blue, test grey, any other paler than that."""
    colours = palette(dark)
    known = {"train": colours.train, "training": colours.train, "validation": colours.validation, "test": colours.test}
    places = list(range(len(class_names)))
    bars: list[Trace] = [
        {
            "type": "bar",
            "x": places,
            "y": [int(count) for count in counts],
            "name": part,
            "marker": {"color": known.get(part, colours.quiet), "cornerradius": 2},
            "hovertemplate": "%{y:,}",
        }
        for part, counts in counts_by_part.items()
    ]
    slanted = max(map(len, class_names)) * len(class_names) > 70
    several = len(bars) > 1
    names = {"tickmode": "array", "tickvals": places, "ticktext": list(class_names), "tickfont": {"color": colours.ink}}
    layout: Layout = {
        "bargap": 0.28,
        "bargroupgap": 0.06,
        "showlegend": several,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
        "margin": {"t": 36 if several else 12, "b": 72 if slanted else 28, "l": 60},
        "xaxis": {**names, "tickangle": -35 if slanted else 0},
        "yaxis": {"rangemode": "tozero", "showgrid": True, "nticks": 5, "tickformat": ",d", "title": {"text": "images"}},
    }
    return draw(bars, dark, layout=layout)


def probability_bars(
    probabilities: Sequence[float] | np.ndarray | None, class_names: Sequence[str], dark: bool = False, digits: int = 1
) -> go.Figure:
    """One bar a class in the classes' order, 0 to 100 %, the most probable one in the accent colour; `digits` after the point.

    None, before there is anything to judge, gives the same frame with empty bars, so that nothing jumps.
    """
    colours = palette(dark)
    names = list(class_names)
    given = np.zeros(len(names)) if probabilities is None else np.asarray(probabilities, float)
    chosen = [probabilities is not None and place == int(given.argmax()) for place in range(len(names))]
    numbers = [
        "" if probabilities is None else _bold(f"{GAP}{100 * p:.{digits}f} %", best)
        for p, best in zip(given, chosen, strict=True)
    ]
    places = list(range(len(names)))
    bar: Trace = {"type": "bar", "orientation": "h", "y": places, "hoverinfo": "skip", "width": 0.62}
    filled = [colours.accent if best else colours.test for best in chosen]
    traces: list[Trace] = [
        {**bar, "x": [1] * len(names), "marker": {"color": colours.grid, "cornerradius": 3}},
        {**bar, "x": given.tolist(), "marker": {"color": filled, "cornerradius": 3}},
        {
            "type": "scatter",
            "mode": "text",
            "x": [1] * len(names),
            "y": places,
            "text": numbers,
            "textposition": "middle right",
            "textfont": {"color": [colours.ink if best else colours.muted for best in chosen]},
            "cliponaxis": False,
            "hoverinfo": "skip",
        },
    ]
    layout: Layout = {
        "barmode": "overlay",
        "hovermode": False,
        "margin": {"t": 4, "b": 8, "l": 16 + 8 * min(max(map(len, names)), 16), "r": 66 + 8 * digits},
        "xaxis": {"range": [0, 1], "visible": False},
        "yaxis": {
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [_bold(name, best) for name, best in zip(names, chosen, strict=True)],
            "range": [len(names) - 0.5, -0.5],
            "tickfont": {"color": colours.ink, "size": 14},
        },
    }
    return draw(traces, dark, ROW * len(names) + 12, layout)


def _bold(text: str, strong: bool) -> str:
    return f"<b>{text}</b>" if strong else text
