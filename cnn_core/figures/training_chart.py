"""Loss above accuracy over the same epochs, with the run before as a pale ghost behind."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from cnn_core.figures.beyond import within
from cnn_core.figures.curves import LARGE_LEFT, LARGE_TITLE, LARGE_TYPE, MARGINS, TYPE, Metric, by_epoch, curve_parts, line
from cnn_core.figures.theme import Layout, Trace, draw, frame, over, palette
from cnn_core.training.state import RunState

HEIGHT, LARGE_HEIGHT = 600, 490
GAP, LARGE_GAP = 24, 44


def training_chart(
    state: RunState,
    before: RunState | None = None,
    dark: bool = False,
    log: bool = False,
    large: bool = False,
    guesses: bool = False,
) -> go.Figure:
    """Both learning curves of a run in one figure: what is hovered in one is read in both.

    `before` is another run whose lines stand behind, grey: those of its validation, or as `compared` says of its training; its axes are shown until this one has a
    point. `log` makes the axis of the loss logarithmic. `large` is for a projector: large names at the ends of the lines, and both panels
    in one look. Of a network that `guesses` no overfitting is marked.
    """
    traces: list[Trace] = []
    layout: Layout = {"annotations": [], "shapes": [], "hoversubplots": "axis"}
    height, size = (LARGE_HEIGHT, LARGE_TYPE) if large else (HEIGHT, TYPE)
    panel = (height - MARGINS - (LARGE_GAP if large else GAP)) // 2
    part = panel / (height - MARGINS)
    panels: tuple[tuple[Metric, str, list[float]], ...] = (("loss", "", [1 - part, 1.0]), ("accuracy", "2", [0.0, part]))
    for metric, number, domain in panels:
        drawn, one = curve_parts(state, metric, dark, log, panel + MARGINS, size, guesses)
        if before is not None and not state.points:
            theirs = curve_parts(before, metric, dark, log, panel + MARGINS, size)[1]
            one |= {name: theirs[name] for name in ("yaxis", *(() if state.epochs else ("xaxis",)))}
        # The ghost first, which is behind; with a zorder Plotly would cut the last marks in half at the edge, cliponaxis or not.
        end = one["yaxis"]["range"][1]
        top = 10**end if log and metric == "loss" else end
        behind = [each for each in (within(trace, top) for trace in _ghost(state, before, metric, dark)) if each["x"]]
        traces += [_placed(trace, metric, number) for trace in (*behind, *drawn)]
        layout["annotations"] += [_moved(each, number, domain) for each in one["annotations"]]
        layout["shapes"] += [_moved(each, number, domain) for each in one.get("shapes", ())]
        layout[f"yaxis{number}"] = over(
            frame(dark)["yaxis"], {**over(one["yaxis"], LARGE_TITLE if large else {}), "domain": domain}
        )
        layout |= {name: one[name] for name in ("margin", "xaxis")}
    layout["xaxis"] = {**layout["xaxis"], "anchor": "y2"}
    layout["margin"] |= LARGE_LEFT if large else {}
    return draw(traces, dark, height, layout)


def _placed(trace: Trace, metric: str, number: str) -> Trace:
    """A trace in its panel. Its name at the hover line says which metric it is of."""
    figure = "customdata" if "customdata" in trace else "y"
    said = f"{trace['name']}: {metric} %{{{figure}:.4f}}<extra></extra>"  # by itself Plotly sets a space before the colon
    return {**trace, "xaxis": "x", "yaxis": f"y{number}", "hovertemplate": said}


def compared(state: RunState, before: RunState) -> str:
    """What both runs have and is shown of the run before: "validation", or "training" where one of them does not validate."""
    validates = [bool(each.validation_size or by_epoch(each, "val_loss")[0]) for each in (state, before)]
    begun = bool(state.train_size or state.history)
    return "validation" if validates[1] and (validates[0] or not begun) else "training"


def _ghost(state: RunState, before: RunState | None, metric: Metric, dark: bool) -> list[Trace]:
    if before is None:
        return []
    kind = compared(state, before)
    x, y = by_epoch(before, f"val_{metric}" if kind == "validation" else metric)
    mark = "circle" if len(x) == 1 else ""  # one epoch makes no line
    return [line(f"{kind}, the run before", x, y, {"color": palette(dark).quiet, "width": 4}, mark)] if x else []


def _moved(drawn: dict[str, Any], number: str, domain: list[float]) -> dict[str, Any]:
    """An annotation or a shape of one panel; heights that are parts of the panel become parts of the figure."""
    if drawn.get("yref") != "paper":
        return {**drawn, "yref": f"y{number}"}
    low, high = domain
    heights: dict[str, Any] = {name: low + (high - low) * drawn[name] for name in ("y", "y0", "y1") if name in drawn}
    return {**drawn, **heights}
