"""Images as points of a plane, coloured by class; a ring for those that are classified wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from cnn_core.figures.theme import draw, palette

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a6d3b", "#7f7f7f", "#b8a800", "#5b4bb5")
"""Okabe and Ito's (2008), darkened where they are hard to see on white, and two more; classes past the tenth begin again."""

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "triangle-down", "star", "hexagon", "pentagon")
HEIGHT = 620


def image_map(
    points: NDArray[Any],
    labels: NDArray[Any],
    predicted: NDArray[Any],
    names: Sequence[str],
    dark: bool,
    chosen: int | None = None,
) -> go.Figure:
    """Points (n, 2) with true and predicted labels (n,). Each has its number as `customdata`; that of `chosen` is named."""
    colours, traces = palette(dark), []
    for label, name in enumerate(names):
        mine = np.flatnonzero(labels == label)
        wrong = predicted[mine] != label
        marker = {
            "size": np.where(wrong, 11, 7),
            "color": COLOURS[label % len(COLOURS)],
            "symbol": SYMBOLS[(label + label // len(COLOURS)) % len(SYMBOLS)],
            "opacity": 0.8,
            "line": {"width": np.where(wrong, 2.5, 0), "color": colours.ink},
        }
        said = [
            f"image {n}: {name}" + (f", predicted {names[p]}" if p != label else "")
            for n, p in zip(mine, predicted[mine], strict=True)
        ]
        traces.append(
            {
                "type": "scattergl",
                "mode": "markers",
                "x": points[mine, 0],
                "y": points[mine, 1],
                "customdata": mine[:, None],
                "name": name,
                "marker": marker,
                "text": said,
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    bare = {"showticklabels": False, "showline": False, "zeroline": False}
    layout: dict[str, Any] = {
        "showlegend": True,
        "hovermode": "closest",
        "dragmode": "lasso",
        "xaxis": bare,
        "yaxis": bare | {"scaleanchor": "x"},
    }
    layout["legend"] = {"itemsizing": "constant"}
    layout["margin"] = {"l": 8, "r": 8, "t": 8, "b": 8}
    if chosen is not None and chosen < len(points):
        x, y = points[chosen]
        layout["annotations"] = [
            {
                "x": x,
                "y": y,
                "text": f"image {chosen}",
                "showarrow": True,
                "font": {"color": colours.ink},
                "arrowcolor": colours.ink,
            }
        ]
    return draw(traces, dark, HEIGHT, layout)
