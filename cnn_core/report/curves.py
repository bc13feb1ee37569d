"""The curves of a run as SVG that needs no script: training orange, validation blue, and different marks for print without colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import floor, isfinite, log10

from cnn_core.figures.axes import nice
from cnn_core.figures.theme import LIGHT
from cnn_core.text import figure_text
from cnn_core.training.state import RunState

WIDTH, HEIGHT = 460, 250
LEFT, RIGHT, TOP, BOTTOM = 48, 116, 14, 36
MOST_TICKS = 6
Place = Callable[[float], float]
STEP = 0.2
"""The axis of the accuracy begins at a multiple of it."""
DIVERGED = 10.0
"""So many times the first loss is the end of the axis."""


def curve_svg(state: RunState, metric: str) -> str:
    """`loss` or `accuracy` of each epoch, training and validation; its alt text has the first and the last figures."""
    lines = [
        (name, colour, shape, [(each.epoch, getattr(each, field)) for each in state.history if getattr(each, field) is not None])
        for name, colour, shape, field in (
            ("training", LIGHT.train, "circle", metric),
            ("validation", LIGHT.validation, "square", f"val_{metric}"),
        )
    ]
    lines = [(name, colour, shape, [p for p in points if isfinite(p[1])]) for name, colour, shape, points in lines]
    values = [value for *_, points in lines for _, value in points]
    first = values[0] if values else 1.0
    low, high = 0.0, 1.0
    if metric == "loss":
        high = nice(min(max(values, default=1.0), DIVERGED * first)) if values else 1.0
    else:
        low = min(floor(min(values, default=0.0) / STEP) * STEP, 1 - STEP)
    last = max([each.epoch for each in state.history], default=1)

    def x(epoch: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (epoch - 1) / max(last - 1, 1)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - min(value, high)) / (high - low)

    drawn = [_grid(low, high, last, x, y)]
    ends: list[tuple[float, str, str]] = []
    for name, colour, shape, points in lines:
        if not points:
            continue
        way = " ".join(f"{x(e):.1f},{y(v):.1f}" for e, v in points)
        drawn.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [_mark(shape, x(e), y(v), colour) for e, v in points]
        ends.append((y(points[-1][1]), f"{name} {points[-1][1]:.3f}", colour))
    drawn.append(_names(ends))
    alt = "; ".join(f"{name} {points[0][1]:.3f} to {points[-1][1]:.3f}" for name, _, _, points in lines if points)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(f"{metric} by epoch: {alt}", quote=True)}">'
        f"{''.join(drawn)}</svg>"
    )


def _grid(low: float, high: float, last: int, x: Place, y: Place) -> str:
    lines = []
    for value in ticks(low, high):
        lines.append(f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}" stroke="{LIGHT.grid}"/>')
        lines.append(f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{figure_text(value)}</text>')
    step = max(1, -(-last // 10))
    for epoch in range(1, last + 1, step):
        lines.append(f'<text x="{x(epoch):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{epoch}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    return f'{"".join(lines)}<text x="{middle}" y="{HEIGHT - 4}" text-anchor="middle">epoch</text>'


def ticks(low: float, high: float) -> list[float]:
    """Both ends of an axis, as `nice` gives them, and round numbers between: at most six steps of 1, 2 or 5 times a power of ten."""
    span = high - low
    power = 10.0 ** floor(log10(span) - 1)
    steps = (digit * power * ten for ten in (1, 10, 100) for digit in (1, 2, 5))
    number = next(round(span / step) for step in steps if span / step < MOST_TICKS + 0.5 and abs(span / step % 1 - 0.5) > 0.499)
    return [low + span * tick / number for tick in range(number + 1)]


def _mark(shape: str, x: float, y: float, colour: str) -> str:
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
    return f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="{colour}"/>'


def _names(ends: Sequence[tuple[float, str, str]]) -> str:
    """The names at the ends of the lines, apart from each other."""
    placed: list[str] = []
    free = float(TOP)
    for height, words, colour in sorted(ends):
        free = max(height, free + 14) if placed else height
        place = f'x="{WIDTH - RIGHT + 8}" y="{free + 4:.1f}"'
        placed.append(f'<text {place} style="fill:{colour}">{words}</text>')
    return "".join(placed)
