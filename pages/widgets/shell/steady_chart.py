"""A chart that changes while one looks at it, and is seen all the time.

Streamlit draws a chart whose figure has changed as another one: it takes the old one out, and the new one is seen some 50 ms later, so that
curves would blink with every epoch. Here two drawings take turns in one place: the one before stays below until the new one is drawn (style.css).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from cnn_core.figures.theme import CONFIG

Points = list[dict[str, Any]]


@dataclass(frozen=True)
class Drawing:
    """A figure, what Plotly is told of it, and its words."""

    figure: go.Figure
    spec: str
    alt: str


@dataclass(frozen=True)
class Drawings:
    """The figure and the words of the two drawings of one thing, as a run, by their slots, and which one is the newest."""

    thing: str
    slots: tuple[Drawing | None, Drawing | None] = (None, None)
    newest: int = 1

    def with_newest(self, drawing: Drawing) -> Drawings:
        """The same where that is the newest already; otherwise it takes the place of the older one."""
        kept = self.slots[self.newest]
        if kept and (kept.spec, kept.alt) == (drawing.spec, drawing.alt):
            return self
        return Drawings(self.thing, (drawing, kept) if self.newest else (kept, drawing), 1 - self.newest)


def steady_chart(figure: go.Figure, key: str, thing: str, alt: str, choose: Callable[[Points], None] | None = None) -> None:
    """Shows the figure where the last one of this key was; that one, if it was of the same thing, is there until this one is drawn.

    `choose` is called with the points that were clicked.
    """
    drawings = _drawings(key, thing).with_newest(Drawing(figure, figure.to_json(validate=False), alt))
    st.session_state[_place(key)] = drawings
    with st.container(key=_place(key)):
        for slot, drawing in enumerate(drawings.slots):
            if drawing is not None:
                _draw(drawing, _slot_key(slot, key), choose)
        st.html(f'<i class="newest-drawing-{drawings.newest}"></i>')


def is_drawn(key: str, thing: str) -> bool:
    """Whether a chart with `choose` has been on the page since it was opened."""
    return any(_drawings(key, thing).slots) and any(_slot_key(slot, key) in st.session_state for slot in (0, 1))


def _drawings(key: str, thing: str) -> Drawings:
    last: Drawings | None = st.session_state.get(_place(key))
    return last if last and last.thing == thing else Drawings(thing)


def _place(key: str) -> str:
    return f"drawings of {key}"


def _slot_key(slot: int, key: str) -> str:
    return f"drawing {slot} of {key}"


def _draw(drawing: Drawing, key: str, choose: Callable[[Points], None] | None) -> None:
    if choose is None:
        st.plotly_chart(drawing.figure, key=key, theme=None, config=CONFIG, alt=drawing.alt)
        return

    def chosen() -> None:
        choose(st.session_state[key].selection.points)

    st.plotly_chart(
        drawing.figure, key=key, theme=None, config=CONFIG, alt=drawing.alt, on_select=chosen, selection_mode="points"
    )
