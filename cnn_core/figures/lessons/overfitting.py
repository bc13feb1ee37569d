"""A fitted curve among its points, and the two errors by degree: training orange, validation blue."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from cnn_core.figures.theme import Layout, Trace, draw, palette
from cnn_core.lessons.overfitting import errors, fit, samples, truth

LEGEND: Layout = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False}
LOWEST, HIGHEST = -3, 3
"""Powers of ten between which errors are drawn: a high degree may miss by millions between two points."""


def fitted(seed: int, degree: int, dark: bool) -> go.Figure:
    """The points, the wave that they came from, and the polynomial of this degree."""
    colours = palette(dark)
    training, validation = samples(seed)
    x = np.linspace(0, 1, 200)
    dots: Trace = {"type": "scatter", "mode": "markers", "hoverinfo": "skip"}
    curve: Trace = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": x.tolist()}
    traces: list[Trace] = [
        {**curve, "y": truth(x).tolist(), "name": "truth", "line": {"color": colours.quiet, "width": 2, "dash": "dot"}},
        {
            **dots,
            "x": validation.x.tolist(),
            "y": validation.y.tolist(),
            "name": "validation",
            "marker": {"color": colours.validation, "size": 5},
        },
        {
            **dots,
            "x": training.x.tolist(),
            "y": training.y.tolist(),
            "name": "training",
            "marker": {"color": colours.train, "size": 9},
        },
        {**curve, "y": fit(training, degree)(x).tolist(), "name": f"degree {degree}", "line": {"color": colours.ink, "width": 2}},
    ]
    layout: Layout = {
        "showlegend": True,
        "legend": LEGEND,
        "margin": {"t": 36, "l": 36},
        "yaxis": {"range": [-2, 2], "nticks": 5},
    }
    return draw(traces, dark, layout=layout)


def error_curves(seed: int, degree: int, dark: bool) -> go.Figure:
    """Mean squared error of each degree on a logarithmic axis, the chosen degree marked."""
    colours = palette(dark)
    training, validation = errors(seed)
    degrees = list(range(len(training)))
    floor = [max(value, 10**LOWEST) for value in training]  # the last degree meets every point, and a logarithm has no 0
    base: Trace = {"type": "scatter", "mode": "lines+markers", "x": degrees, "hovertemplate": "%{y:.3g}"}
    traces: list[Trace] = [
        {**base, "y": floor, "name": "training", "line": {"color": colours.train, "width": 2}},
        {**base, "y": validation, "name": "validation", "line": {"color": colours.validation, "width": 2}},
    ]
    mark = {
        "type": "line",
        "x0": degree,
        "x1": degree,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": colours.muted, "dash": "dot"},
    }
    layout: Layout = {
        "showlegend": True,
        "legend": LEGEND,
        "margin": {"t": 36},
        "shapes": [mark],
        "xaxis": {"title": {"text": "degree"}, "dtick": 1},
        "yaxis": {
            "type": "log",
            "range": [LOWEST, HIGHEST],
            "title": {"text": "mean squared error"},
            "dtick": 1,
            "showgrid": True,
            "exponentformat": "power",
        },
    }
    return draw(traces, dark, layout=layout)


def overfitting_alt(seed: int, degree: int) -> str:
    """Both errors of this degree, and the degree with the smallest validation error."""
    training, validation = errors(seed)
    best = int(np.argmin(validation))
    return (
        f"Degree {degree}: mean squared error {training[degree]:.3g} in training and {validation[degree]:.3g} in validation. "
        f"Validation is best at degree {best}, {validation[best]:.3g}."
    )
