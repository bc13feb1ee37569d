"""A batch as upright bars, step by step through normalisation and ReLU."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnn_core.figures.lessons.panels import figure, number, panel
from cnn_core.figures.theme import palette

WIDTH = 300
HEIGHT = 150
ROOM = 24


def steps(batches: Sequence[tuple[str, np.ndarray]], dark: bool) -> str:
    """Named batches (n,) beside each other on one scale, each with its mean as a line and its mean and standard deviation in words."""
    everything = np.concatenate([values for _, values in batches])
    low, high = min(0.0, float(everything.min())), max(0.0, float(everything.max()))
    said = [
        f"mean {number(values.mean(), '.2f')}, deviation {values.std():.2f}; {int((values == 0).sum())} of {len(values)} are 0"
        for _, values in batches
    ]
    parts = [panel(name, _upright(values, low, high, dark), words) for (name, values), words in zip(batches, said, strict=True)]
    alt = ". ".join(f"{name}: {words}" for (name, _), words in zip(batches, said, strict=True))
    return figure(f"{alt}.", dark, *parts)


def _upright(values: np.ndarray, low: float, high: float, dark: bool) -> str:
    colours = palette(dark)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return HEIGHT * (high - value) / span + 4

    pitch = (WIDTH - ROOM) / len(values)
    drawn = [
        f'<rect x="{ROOM + place * pitch + 1.5:.1f}" y="{min(y(v), y(0)):.1f}" width="{pitch - 3:.1f}" '
        f'height="{max(abs(y(v) - y(0)), 0.5):.1f}" fill="{colours.test}"/>'
        for place, v in enumerate(values.tolist())
    ]
    mean = y(float(values.mean()))
    drawn.append(f'<path d="M{ROOM} {y(0):.1f}H{WIDTH}" stroke="{colours.ink}"/>')
    drawn.append(f'<path d="M{ROOM} {mean:.1f}H{WIDTH}" stroke="{colours.accent}" stroke-width="2.5" stroke-dasharray="6 4"/>')
    marks = {round(low): y(round(low)), 0: y(0), round(high): y(round(high))}
    for value, place in marks.items():
        text = str(value).replace("-", "−")
        drawn.append(
            f'<text x="{ROOM - 6}" y="{place + 4:.1f}" text-anchor="end" font-size="12" fill="{colours.muted}">{text}</text>'
        )
    return f'<svg viewBox="0 -6 {WIDTH} {HEIGHT + 20}" width="{WIDTH}" height="{HEIGHT + 20}">{"".join(drawn)}</svg>'
