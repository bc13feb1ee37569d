"""Histograms one above the other: how numbers spread as epochs go by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from cnn_core.figures.theme import Trace, draw, palette

ROW, OVERLAP = 30, 1.9
"""Pixels between two rows, and how many rows the highest peak reaches."""

Ridge = tuple[str, NDArray[Any], NDArray[Any]]
"""Its name, the borders of its bins (n + 1,), and the counts in them (n,)."""


def ridges(rows: Sequence[Ridge], chosen: int, dark: bool) -> go.Figure:
    """A histogram per row, the first at the top, each as an outline of equal area; that of the row `chosen` in the accent colour."""
    colours = palette(dark)
    densities = [counts / max(1, counts.sum()) / (edges[1] - edges[0]) for _, edges, counts in rows]
    highest = [float(density.max()) for density in densities]
    most = float(np.median(highest)) or 1.0  # one epoch with all numbers alike would make the others flat
    traces: list[Trace] = []
    for k, ((name, edges, counts), density) in enumerate(zip(rows, densities, strict=True)):
        ground = len(rows) - 1 - k
        height = np.minimum(density / most * OVERLAP, 1.6 * OVERLAP)
        middles = (edges[1:] + edges[:-1]) / 2
        outline = np.concatenate([[edges[0]], middles, [edges[-1]]])
        colour = colours.accent if k == chosen else colours.muted
        base = {"type": "scatter", "mode": "lines", "x": outline, "hoverinfo": "skip"}
        traces.append({**base, "y": np.full(len(outline), ground), "line": {"width": 0}})
        traces.append(
            {
                **base,
                "y": np.concatenate([[ground], ground + height, [ground]]),
                "fill": "tonexty",
                "fillcolor": colours.ground,
                "line": {"color": colour, "width": 2 if k == chosen else 1.2},
                "name": name,
                "hoverinfo": "text",
                "text": [
                    "",
                    *[
                        f"{name}: {count:,} from {a:.3g} to {b:.3g}".replace("-", "−")
                        for count, a, b in zip(counts, edges, edges[1:], strict=False)
                    ],
                    "",
                ],
            }
        )
    ticks = {"tickmode": "array", "tickvals": list(range(len(rows)))[::-1], "ticktext": [name for name, _, _ in rows]}
    layout = {
        "showlegend": False,
        "hovermode": "closest",
        "margin": {"t": 10, "l": 56, "r": 10, "b": 30},
        "xaxis": {"zeroline": True, "zerolinecolor": colours.grid, "nticks": 5, "tickformat": ".2~g"},
        "yaxis": {**ticks, "showgrid": False, "range": [-0.3, len(rows) - 1 + 1.7 * OVERLAP]},
    }
    return draw(traces, dark, round(ROW * (len(rows) + 1.7 * OVERLAP) + 40), layout)
