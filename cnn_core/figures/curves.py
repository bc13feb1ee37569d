"""Loss and accuracy while a network learns."""

from __future__ import annotations

from math import ceil
from textwrap import wrap
from typing import Any, Literal

import numpy as np

from cnn_core.figures.axes import accuracy_axis, loss_axis
from cnn_core.figures.beyond import cut, words_above
from cnn_core.figures.theme import HEIGHT, Layout, Trace, note, palette, veil
from cnn_core.figures.thinning import in_order, thin
from cnn_core.text import figure_text
from cnn_core.training.overfitting import overfitting_onset
from cnn_core.training.state import RunState

Metric = Literal["loss", "accuracy"]
End = tuple[float, float, str, str]
TYPE, LARGE_TYPE, LABEL_GAP = 13, 20, 16
NAMES = 120
"""Pixels for the names at the ends of the lines, at the usual size of type."""
ROW = 24
"""Letters in a row of what is said in an empty chart: more would lie on the figures of its axis on a telephone."""
MARGINS = 52
LARGE = 100
"""A loss from which on no decimals are said."""
MAX_MARKED = 60
"""Epochs of an axis on which each has its mark."""
LARGE_LEFT, LARGE_TITLE = {"l": 92}, {"title": {"standoff": 28}}
"""Room for large figures at the axis, and for its title beside them; else it lies on them."""


def curve_parts(
    state: RunState,
    metric: Metric,
    dark: bool = False,
    log: bool = False,
    height: int = HEIGHT,
    size: int = TYPE,
    guesses: bool = False,
) -> tuple[list[Trace], Layout]:
    """Traces and layout of one metric over the epochs: training by batch (thin) and by epoch (strong), validation by epoch.

    The x axis spans all planned epochs from the start, and after the end those that there were. Where the validation loss turned up, the curves of the loss carry a mark,
    unless the network `guesses`: it has nothing to lose by learning on.
    `log` makes the axis of the loss logarithmic; `height` is that of the figure and `size` that of the type in pixels.
    """
    log = log and metric == "loss"
    colours = palette(dark)
    traces: list[Trace] = []
    ends: list[End] = []
    batch_x, batch_y = _by_batch(state, metric)
    train_x, train_y = by_epoch(state, metric)
    x, y = by_epoch(state, f"val_{metric}")
    alone = not train_x  # in the first epoch there is no other line, so this one need not stand behind
    by_batch = {"color": colours.train if alone else colours.train_soft, "width": (1.5 if alone else 1) * size / TYPE}
    traces.append(line("training, by batch", batch_x, batch_y, by_batch))
    head = max([*batch_x[-1:], *train_x[-1:]], default=0.0)
    last = ceil(head) if state.ended and head else state.epochs or 1
    by_epochs = [
        line("training", train_x, train_y, {"color": colours.train, "width": 2.5}, "circle", last),
        line("validation", x, y, {"color": colours.validation, "width": 2.5}, "square", last),
    ]
    kept = f" (epoch {state.kept_epoch})" if state.went_back else ""
    if head:
        value = (train_y or batch_y)[-1]
        whose = "last batch" if alone else "training"  # the mean of the epoch so far is another number
        ends.append((head, value, f"{whose} {figure_kept(state, metric, value)}{kept}", colours.train))
    ends += [(head, y[-1], f"validation {figure_kept(state, f'val_{metric}', y[-1])}{kept}", colours.validation)] if x else []

    vertical = loss_axis([*train_y, *y], batch_y, log) if metric == "loss" else accuracy_axis([*train_y, *y])
    top = 10 ** vertical["range"][1] if log else vertical["range"][1]
    traces += [cut(trace, top) for trace in by_epochs]
    horizontal = {"range": [0, last], "tickformat": "d", "dtick": max(1, -(-last // 10)), "hoverformat": ".2f"}
    horizontal["unifiedhovertitle"] = {"text": "epoch %{x:.2f}"}
    waiting = "The curve begins with the first batches" if state.status == "queued" else state.words
    if state.ended and state.reason != "loaded":
        waiting = "It ended before its first batch"  # the reason stands above the chart; it is too long for it
    layout: Layout = {
        "margin": {"r": NAMES * size // TYPE},
        "xaxis": {**horizontal, "title": {"text": "epoch"}},
        "yaxis": {**vertical, "title": {"text": metric}, "showgrid": True},
        "annotations": names_beside(ends, vertical["range"], height - MARGINS, log, size, colours.ground)
        if ends
        else [note("<br>".join(wrap(waiting, ROW)), dark, size)],
    }
    layout["annotations"] += words_above(by_epochs, top, last, size, colours.ground)
    turned = overfitting_onset(state.history, state.validation_size) if metric == "loss" and not guesses else None
    if turned:
        layout["shapes"] = [_upright(turned.epoch, colours.validation)]
        layout["annotations"].append(
            {
                "x": turned.epoch,
                "yref": "paper",
                "y": 1,
                "yanchor": "top",
                "xanchor": "left",
                "text": "turns up",
                "showarrow": False,
            }
            | {"font": {"color": colours.validation, "size": size}}
        )
    return traces, layout


def figure_kept(state: RunState, name: str, last: float) -> str:
    """What stands beside the end of a line: its last value, or that of the weights which early stopping brought back."""
    kept = getattr(state.kept, name) if state.went_back else None
    shown = last if kept is None else kept
    return figure_text(shown) if shown >= LARGE else f"{shown:.3f}"


def _upright(x: float, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _by_batch(state: RunState, metric: str) -> tuple[list[float], list[float]]:
    points = in_order(state.points)
    steps = np.array([point.step for point in points], float)
    x, y = thin(steps, np.array([getattr(point, metric) for point in points], float))
    return (x / max(1, state.steps_per_epoch)).tolist(), y.tolist()


def by_epoch(state: RunState, name: str) -> tuple[list[float], list[float]]:
    """Epochs and the figures of this name, where there are any."""
    found = [(epoch.epoch, getattr(epoch, name)) for epoch in state.history if getattr(epoch, name) is not None]
    return [float(x) for x, _ in found], [float(y) for _, y in found]


def line(name: str, x: list[float], y: list[float], stroke: Trace, symbol: str = "", epochs: int = 0) -> Trace:
    """A trace through the points, with a mark at each if there is a symbol; on an axis of many `epochs` the last one alone has it, as the
    marks would hide the line."""
    sizes = 7 if epochs <= MAX_MARKED else [*[0] * (len(x) - 1), 7][: len(x)]
    solid = {"opacity": 1, "line": {"width": 0}}  # marks of several sizes are pale and have an edge else
    marks = (
        {"marker": {"color": stroke["color"], "size": sizes, "symbol": symbol, **solid}, "cliponaxis": False} if symbol else {}
    )
    mode = "lines+markers" if symbol else "lines"
    return {"type": "scatter", "name": name, "x": x, "y": y, "mode": mode, "line": stroke, "hovertemplate": "%{y:.4f}", **marks}


def names_beside(
    ends: list[End], span: list[float], pixels: int, log: bool = False, size: int = TYPE, ground: str = ""
) -> list[dict[str, Any]]:
    """Names at the ends of the lines, pushed apart where they would touch. A logarithmic axis has its `span` in powers of ten. On a veil of
    the `ground`, a colour, they are read where lines of another run go on behind them, and these are seen."""
    unit = pixels / (span[1] - span[0])
    ends = sorted((end for end in ends if np.isfinite(end[1])), key=lambda end: end[1])
    heights = [(np.log10(y) if y > 0 else span[0]) if log else y for _, y, _, _ in ends]
    wanted = [float(min(max(y, span[0]), span[1]) - span[0]) * unit for y in heights]
    beside = {"xshift": 8 if size == TYPE else size, "xanchor": "left", "showarrow": False}
    beside |= {"bgcolor": veil(ground), "borderpad": 0} if ground else {}  # with more it would lie on the name above
    return [
        {**beside, "x": x, "y": span[0] + at / unit, "yshift": height - at, "text": text, "font": {"color": colour, "size": size}}
        for (x, _, text, colour), height, at in zip(ends, apart(wanted, pixels, LABEL_GAP * size // TYPE), wanted, strict=True)
    ]


def apart(heights: list[float], top: float, gap: float = LABEL_GAP) -> list[float]:
    """Rising heights moved as little as needed so that neighbours are `gap` apart and none is above `top`, if there is room."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + gap) if moved else height)
    for index in reversed(range(len(moved))):
        limit = top if index == len(moved) - 1 else moved[index + 1] - gap
        moved[index] = max(min(moved[index], limit), index * gap)
    return moved
