"""Bars: how many images each class has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from cnn_core.figures.theme import Layout, Trace, draw, palette


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
