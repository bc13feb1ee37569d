"""The curves of a plan: for each combination of values the mean over its seeds, in a band that is its 95% interval."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from cnn_core.figures.overlay import COLOURS, ON_DARK
from cnn_core.figures.theme import Layout, Trace, draw, note
from cnn_core.plan.bands import Band
from cnn_core.plan.plan import words_within

MAX_BANDS = len(COLOURS)
OPACITY = 0.18
LONGEST = 32
FEW = 8


def plan_curves(found: Sequence[Band], title: str, dark: bool = False) -> go.Figure:
    """Accuracy by epoch, on the images that `title` says; at most 8 combinations."""
    traces: list[Trace] = []
    for band, colour in zip(found, ON_DARK if dark else COLOURS, strict=False):
        epochs = list(range(1, len(band.means) + 1))
        name = words_within(band.varied, LONGEST)
        around: Trace = {
            "type": "scatter",
            "mode": "lines",
            "x": epochs + epochs[::-1],
            "y": [*band.high, *band.low[::-1]],
            "fill": "toself",
            "fillcolor": colour,
            "opacity": OPACITY,
            "line": {"width": 0},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        mean: Trace = {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": epochs,
            "y": list(band.means),
            "line": {"color": colour, "width": 2},
            "marker": {"size": 6},
            "hovertemplate": f"{name}: %{{y:.2%}}<extra></extra>",
        }
        traces += [around, mean]
    longest = max((len(band.means) for band in found), default=0)
    layout: Layout = {
        # Few epochs would have ticks between them, which are all written as whole numbers: 1 1 1 2 2 2.
        "xaxis": {"title": {"text": "epoch"}, "tickformat": "d", **({"dtick": 1} if longest <= FEW else {})},
        "yaxis": {"title": {"text": title}, "tickformat": ".1%", "showgrid": True},
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "annotations": [] if any(band.means for band in found) else [note("The curves begin with the first epochs", dark)],
    }
    return draw(traces, dark, layout=layout)
