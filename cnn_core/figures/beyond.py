"""What lies above the axis of the loss, which leaves out what a divergence threw far up: it is seen at the upper edge, and said."""

from __future__ import annotations

from typing import Any

from cnn_core.figures.theme import Trace
from cnn_core.text import figure_text

LINE = 1.3
"""Height of a line of words, times the size of its type."""
MARK = {"symbol": "triangle-up", "size": 10}


def cut(trace: Trace, top: float) -> Trace:
    """The trace with what is above the end of the axis at that end, as a triangle where it has marks; the hover line says the figure.

    Drawn where it is, a mean of 400 in epoch 1 has no mark, and the line from it to epoch 2 stands upright there like a spike.
    """
    beyond = [value > top for value in trace["y"]]
    if not any(beyond):
        return trace
    held = {"y": [min(value, top) if out else value for value, out in zip(trace["y"], beyond, strict=True)]}
    told = {**trace, **held, "customdata": trace["y"], "hovertemplate": "%{customdata:.4f}"}
    if "marker" not in trace:
        return told
    marker = dict(trace["marker"])
    for name, own in MARK.items():
        usual = marker[name] if isinstance(marker[name], list) else [marker[name]] * len(beyond)
        marker[name] = [own if out else each for each, out in zip(usual, beyond, strict=True)]
    return {**told, "marker": marker}


def within(trace: Trace, top: float) -> Trace:
    """The trace without what is above the end of the axis: lines go up to that end and come back from it, and nothing lies along it, where
    a line without marks would be taken for a part of the frame. Without any point where all of it is above."""
    x: list[float | None] = []
    y: list[float | None] = []
    points = list(zip(trace["x"], trace["y"], strict=True))
    seen = [not value > top for _, value in points]
    for index, (at, value) in enumerate(points):
        if seen[index]:
            x.append(at)
            y.append(value)
            continue
        if index and seen[index - 1]:
            x += [at, None]
            y += [top, None]
        if seen[index + 1 : index + 2] == [True]:
            x.append(at)
            y.append(top)
    return {**trace, "x": x, "y": y}


def words_above(traces: list[Trace], top: float, last: float, size: int, ground: str) -> list[dict[str, Any]]:
    """At the upper edge the highest figure of each line that leaves the axis, beside its triangle; not that of an end, which its name says.

    `top` is the end of the axis, `last` its last epoch and `size` that of the type in pixels. The line behind the words is hidden by their
    `ground`, a colour.
    """
    found: list[dict[str, Any]] = []
    for trace in traces:
        above = [(y, x) for x, y in zip(trace["x"], trace["y"], strict=True) if y > top]
        if not above or max(above)[1] == trace["x"][-1]:
            continue
        y, x = max(above)
        left = x <= last / 2
        found.append(
            {
                "x": x,
                "xshift": size if left else -size,
                "xanchor": "left" if left else "right",
                "yref": "paper",
                "y": 1,
                "yanchor": "top",
                "yshift": -round(len(found) * LINE * size),
                "text": f"above the axis: {figure_text(y)}",
                "showarrow": False,
                "bgcolor": ground,
                "borderpad": 0,
                "font": {"color": trace["line"]["color"], "size": size},
            }
        )
    return found
