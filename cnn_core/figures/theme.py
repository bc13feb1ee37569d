"""What all figures share: colours, fonts and a plain frame.

Training is orange and validation blue everywhere: vermilion and blue of Okabe and Ito (2008), which people with any of the common
colour deficiencies can tell apart, lightened on dark ground. Each stands out from its ground by at least 3 to 1 (WCAG 2.1, 1.4.11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

Trace = dict[str, Any]
Layout = dict[str, Any]

FONT = "'Source Sans', 'Source Sans Pro', Arial, sans-serif"
"""Fonts with tabular digits."""

HEIGHT = 300
CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": "reset+autosize"}
"""For `st.plotly_chart(figure, theme=None, config=CONFIG)`."""


@dataclass(frozen=True)
class Palette:
    """The colours of one theme. `accent` is the one colour for what is chosen, `quiet` fills what is secondary, `soft` is for lines behind others."""

    ground: str
    accent: str
    ink: str
    muted: str
    grid: str
    quiet: str
    train: str
    train_soft: str
    validation: str
    test: str
    wrong: str
    warning: str


LIGHT = Palette(
    ground="#ffffff",
    accent="#14806f",
    ink="#1b2330",
    muted="#667081",
    grid="#e6e9ee",
    quiet="#c3cad4",
    train="#d55e00",
    train_soft="rgba(213, 94, 0, 0.38)",
    validation="#0072b2",
    test="#77808f",
    wrong="#b3261e",
    warning="#946200",
)
DARK = Palette(
    ground="#0f1217",
    accent="#22a58a",
    ink="#e8ebf0",
    muted="#97a1b0",
    grid="#252b35",
    quiet="#434c5a",
    train="#ee7b33",
    train_soft="rgba(238, 123, 51, 0.42)",
    validation="#4c9fdb",
    test="#8b95a5",
    wrong="#f2716a",
    warning="#e0ad3c",
)


VALIDATED = False
"""Whether plotly looks at every name and value of a figure: four fifths of the time that it takes to make one. The tests have it on."""


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


def frame(dark: bool, height: int = HEIGHT) -> Layout:
    """The common layout: transparent background, few grid lines, fixed height, and a view that is kept when data arrives."""
    colours = palette(dark)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "ticklabelstandoff": 4,
        "automargin": False,
        "gridcolor": colours.grid,
        "tickfont": {"color": colours.muted, "size": 12},
        "title": {"font": {"color": colours.muted, "size": 12}},
    }
    line = {"showline": True, "linecolor": colours.quiet}
    spike = {"spikecolor": colours.quiet, "spikethickness": 1, "spikedash": "solid"}
    return {
        "template": {},
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": colours.ink},
        "margin": {"l": 52, "r": 24, "t": 12, "b": 40},
        "showlegend": False,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": colours.ground, "bordercolor": colours.quiet, "font": {"color": colours.ink, "family": FONT}},
        "uirevision": "constant",
        "dragmode": False,
        "xaxis": axis | line | spike,
        "yaxis": axis | {"showline": False},
    }


def draw(traces: Sequence[Trace], dark: bool, height: int = HEIGHT, layout: Layout | None = None) -> go.Figure:
    """A figure in the common layout, made of plain dicts at once, which are not validated (see `VALIDATED`).

    `layout` is laid over the house's, part by part.
    """
    return go.Figure({"data": list(traces), "layout": over(frame(dark, height), layout or {})}, _validate=VALIDATED)


def over(base: Layout, changes: Layout) -> Layout:
    """The base with the changes, dicts within dicts too."""
    merged = dict(base)
    for name, value in changes.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = over(merged[name], value) if both else value
    return merged


def veil(colour: str) -> str:
    """A colour, as `#ffffff`, through which lines are seen."""
    return f"rgba({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))}, 0.65)"


def note(words: str, dark: bool, size: int = 0) -> dict[str, Any]:
    """An annotation in the middle of the frame, in type of so many pixels, 14 at least."""
    where = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False}
    return {**where, "text": words, "font": {"color": palette(dark).muted, "size": max(14, size)}}
