"""The confusion matrix: true classes against predicted classes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import plotly.graph_objects as go

from cnn_core.figures.theme import Layout, Trace, draw, palette

SCALES = {
    False: ((0.0, "#f4f7fa"), (0.25, "#c6dcec"), (0.5, "#86b8da"), (0.75, "#3a8cc2"), (1.0, "#005a8d")),
    True: ((0.0, "#161b23"), (0.25, "#1d3a52"), (0.5, "#215f8c"), (0.75, "#3489c5"), (1.0, "#8cc8f0")),
}
CLEAR = ((0.0, "rgba(0,0,0,0)"), (1.0, "rgba(0,0,0,0)"))
LIGHT_TEXT_FROM = 0.62
"""Shade above which a cell is so dark that its text takes the other colour."""


def confusion_figure(
    confusion: np.ndarray | Sequence[Sequence[int]],
    class_names: Sequence[str],
    percent: bool = False,
    dark: bool = False,
    framed: tuple[int, int] | None = None,
    scale: float = 1.0,
) -> go.Figure:
    """A matrix (k, k) of counts, rows true and columns predicted, as coloured cells with their counts or percent of the row.

    The shade is the cube root of a cell's part of its row, so that 1 wrong image of 1,000 still has a tenth of the full shade and
    the diagonal does not swallow the mistakes. Empty cells show no number.

    Clicks: plotly selects no heatmap cells, so the last trace has an unseen marker in the middle of each cell; a click anywhere
    takes the nearest, and a square frames the chosen cell. With `st.plotly_chart(..., on_select="rerun", selection_mode="points")`
    the event's `selection.points[0]` has the true class as "y" and the predicted one as "x". Everything with a part for each cell is
    an array: plotly copies lists item by item, which for 100 classes takes a third of a second. `framed` is a
    cell, (true, predicted), that is chosen from the beginning; cells are `scale` times as large as at a desk.

    The last few are kept, since a page asks for the same one again and 100 classes have 10,000 cells: nobody may change it.
    """
    return _figure(tuple(map(tuple, np.asarray(confusion, np.int64).tolist())), tuple(class_names), percent, dark, framed, scale)


@lru_cache(maxsize=4)
def _figure(
    confusion: tuple[tuple[int, ...], ...],
    class_names: tuple[str, ...],
    percent: bool,
    dark: bool,
    framed: tuple[int, int] | None,
    scale: float,
) -> go.Figure:
    counts = np.asarray(confusion, np.int64)
    size = len(counts)
    shade, text = cell_shade(counts), cell_text(counts, percent)
    cell = round(scale * _cell(size))
    colours = palette(dark)
    weak, strong = (colours.ink, "#0b1622") if dark else (colours.ink, "#ffffff")
    layers = ((shade < LIGHT_TEXT_FROM, weak, SCALES[dark]), (shade >= LIGHT_TEXT_FROM, strong, CLEAR))
    traces: list[Trace] = [
        {
            "type": "heatmap",
            "z": shade,
            "zmin": 0,
            "zmax": 1,
            "colorscale": scale,
            "showscale": False,
            "xgap": 1.5,
            "ygap": 1.5,
            "hoverinfo": "skip",
            "text": np.where(shown, text, "").astype(object),
            "texttemplate": "%{text}",
            "textfont": {"color": colour, "size": max(9, min(14, round(cell * 0.32)))},
        }
        for shown, colour, scale in layers
    ]
    true, predicted = np.divmod(np.arange(size * size), size)
    marker = {"symbol": "square-open", "size": cell - 2, "color": colours.ink, "opacity": 0, "line": {"width": 2.5}}
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": predicted,
            "y": true,
            "text": np.array([_sentence(class_names, t, p, counts) for t, p in zip(true, predicted, strict=True)], object),
            "hovertemplate": "%{text}<extra></extra>",
            "marker": marker,
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 0}},
            **({"selectedpoints": [framed[0] * size + framed[1]]} if framed else {}),
        }
    )
    height, layout = _layout(class_names, cell, percent, dark)
    return draw(traces, dark, height, layout)


def difference_figure(difference: np.ndarray, class_names: Sequence[str], dark: bool = False) -> go.Figure:
    """One matrix (k, k) of counts minus another: orange cells are larger in the first, blue ones in the second, equal ones empty.

    The shade is the square root of the part of the largest difference.
    """
    counts = np.asarray(difference, np.int64)
    cell = _cell(len(counts))
    shade = np.sign(counts) * np.sqrt(np.abs(counts) / max(1, int(np.abs(counts).max())))
    middle = "#161b23" if dark else "#f4f7fa"
    trace: Trace = {
        "type": "heatmap",
        "z": shade.tolist(),
        "zmin": -1,
        "zmax": 1,
        "colorscale": [(0.0, "#3a8cc2"), (0.5, middle), (1.0, "#e0761a")],
        "showscale": False,
        "xgap": 1.5,
        "ygap": 1.5,
        "text": [[f"{count:+,}".replace("-", "−") if count else "" for count in row] for row in counts.tolist()],
        "texttemplate": "%{text}",
        "textfont": {"color": palette(dark).ink, "size": max(9, min(14, round(cell * 0.32)))},
        "hoverinfo": "skip",
    }
    height, layout = _layout(class_names, cell, False, dark)
    return draw([trace], dark, height, layout)


def cell_shade(counts: np.ndarray) -> np.ndarray:
    """The shade of each cell (k, k), 0 to 1: the cube root of its part of its row."""
    return np.asarray(np.cbrt(_share(counts)))


def cell_text(counts: np.ndarray, percent: bool) -> np.ndarray:
    """The text in each cell (k, k): its count, or its percent of the row; empty for none."""
    pairs = zip(counts, _share(counts), strict=True)
    return np.array([[_number(c, s, percent) for c, s in zip(*pair, strict=True)] for pair in pairs])


def _share(counts: np.ndarray) -> np.ndarray:
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def _cell(size: int) -> int:
    """Side of a cell at a desk in pixels: 2 to 20 classes give a matrix of 200 to 560 pixels."""
    return 100 if size <= 2 else max(28, min(64, 460 // size))


def _number(count: int, share: float, percent: bool) -> str:
    if count == 0:
        return ""
    return f"{100 * share:.1f}" if percent else f"{count:,}"


def _sentence(names: Sequence[str], true: int, predicted: int, counts: np.ndarray) -> str:
    count, total = int(counts[true, predicted]), int(counts[true].sum())
    part = f"{count:,} of {total:,} ({100 * count / max(1, total):.1f}%)"
    if true == predicted:
        return f"<b>{names[true]}</b> recognised<br>{part}"
    return f"<b>{names[true]}</b> taken for <b>{names[predicted]}</b><br>{part}"


def _layout(names: Sequence[str], cell: int, percent: bool, dark: bool) -> tuple[int, Layout]:
    """Height, and a layout that keeps cells square in any width."""
    size, longest = len(names), min(max(map(len, names)), 16)
    slanted = longest * 7 > cell
    bottom = 48 + (longest * 5 if slanted else 8)
    axis = {
        "tickmode": "array",
        "tickvals": list(range(size)),
        "ticktext": [_short(name) for name in names],
        "tickfont": {"color": palette(dark).ink},
        "constrain": "domain",
        "showline": False,
        "showspikes": False,  # else the axis draws a line through the numbers to what is pointed at
    }
    across = {
        "range": [-0.5, size - 0.5],
        "constraintoward": "left",
        "tickangle": -45 if slanted else 0,
        "title": {"text": "predicted, percent of the row" if percent else "predicted"},
    }
    down = {"range": [size - 0.5, -0.5], "constraintoward": "top", "scaleanchor": "x", "title": {"text": "true", "standoff": 6}}
    return size * cell + 8 + bottom, {
        "margin": {"l": 44 + round(longest * 7.5), "r": 8, "t": 8, "b": bottom},
        "hovermode": "closest",
        "hoverdistance": -1,
        "clickmode": "event+select",
        "xaxis": axis | across,
        "yaxis": axis | down,
    }


def _short(name: str) -> str:
    return name if len(name) <= 16 else name[:15] + "…"
