"""The learning rate over the epochs: what is planned, and what it was."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from cnn_core.figures.theme import Trace, draw, palette

HEIGHT = 170


def learning_rates(planned: Sequence[float], done: Sequence[tuple[int, float]] = (), dark: bool = False) -> go.Figure:
    """The planned rate of each epoch, grey, and over it that of (epoch, rate) so far, in the accent colour; each holds for its epoch."""
    colours = palette(dark)
    traces: list[Trace] = []
    for name, points, colour, width in (
        ("planned", list(enumerate(planned, 1)), colours.muted if not done else colours.quiet, 2),
        ("was", list(done), colours.accent, 2.5),
    ):
        if points:
            x, y = [float(epoch) for epoch, _ in points], [rate for _, rate in points]
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "name": name,
                    "x": x,
                    "y": y,
                    "line": {"color": colour, "width": width, "shape": "hvh"},
                    "marker": {"size": 5, "color": colour},
                    "hovertemplate": "%{y:.2g}",
                    "cliponaxis": False,
                }
            )
    last = max([len(planned), *(epoch for epoch, _ in done)], default=1)
    layout = {
        "margin": {"l": 56, "t": 8, "r": 12},
        "xaxis": {"range": [0.5, last + 0.5], "tickformat": "d", "dtick": max(1, -(-last // 10)), "title": {"text": "epoch"}},
        "yaxis": {"rangemode": "tozero", "nticks": 4, "showgrid": True, "tickformat": "~g"},
    }
    return draw(traces, dark, HEIGHT, layout)
