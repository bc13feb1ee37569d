"""A ball on the curve of a loss, where it has been, and the loss step by step."""

from __future__ import annotations

import numpy as np

from cnn_core.figures.lessons.panels import figure, line, number, panel
from cnn_core.figures.theme import Palette, palette
from cnn_core.lessons.gradient_descent import Valley, step_words

WIDTH, HEIGHT = 460, 260
EDGE = 26
MAX_LOSS = 1.12
"""How much of the loss at the ends of the curve the figure shows above them."""


def descent(valley: Valley, path: list[float], rate: float, dark: bool) -> str:
    """The loss over the weight with the ball of each step, and the loss over the steps, both on one scale of loss."""
    colours = palette(dark)
    top = MAX_LOSS * max(valley.loss(valley.low), valley.loss(valley.high))
    losses = [valley.loss(weight) for weight in path]
    now = path[-1]
    words = step_words(valley, rate, path[-2], now) if len(path) > 1 else f"w = {number(now, '.4g')}, before the first step"
    alt = f"{valley.formula}. After {len(path) - 1} steps with rate {rate:g}: {words}; the loss is {losses[-1]:.4g}."
    return figure(
        alt,
        dark,
        panel(f"Loss of one weight: {number(losses[-1], '.4g')} at w = {number(now, '.4g')}", _curve(valley, path, top, colours)),
        panel("Loss after each step", _steps(losses, top, colours)),
        line(words),
    )


def _curve(valley: Valley, path: list[float], top: float, colours: Palette) -> str:
    def x(weight: float) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (weight - valley.low) / (valley.high - valley.low)

    def y(loss: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - EDGE - 8) * loss / top

    weights = np.linspace(valley.low, valley.high, 121).tolist()
    curve = " ".join(f"{x(w):.1f},{y(valley.loss(w)):.1f}" for w in weights)
    drawn = [
        f'<path d="M{EDGE} {y(0):.1f}H{WIDTH - EDGE}" stroke="{colours.quiet}"/>',
        f'<polyline points="{curve}" fill="none" stroke="{colours.muted}" stroke-width="2"/>',
    ]
    for weight in range(int(np.ceil(valley.low)), int(valley.high) + 1):
        drawn.append(
            f'<text x="{x(weight):.1f}" y="{y(0) + 17:.1f}" text-anchor="middle" font-size="12" fill="{colours.muted}">{number(weight)}</text>'
        )
    inside = [w for w in path if valley.low <= w <= valley.high]
    if len(inside) > 1 and inside == path[: len(inside)]:
        trail = " ".join(f"{x(w):.1f},{y(valley.loss(w)):.1f}" for w in inside)
        drawn.append(f'<polyline points="{trail}" fill="none" stroke="{colours.train_soft}" stroke-width="2"/>')
    drawn += [f'<circle cx="{x(w):.1f}" cy="{y(valley.loss(w)):.1f}" r="4" fill="{colours.train_soft}"/>' for w in inside[:-1]]
    now = path[-1]
    if not valley.low <= now <= valley.high:
        side, turn = (WIDTH - 12, 1) if now > valley.high else (12, -1)
        drawn.append(f'<path d="M{side} 24l{-14 * turn} -9v18z" fill="{colours.wrong}"/>')
        anchor = "end" if turn > 0 else "start"
        drawn.append(
            f'<text x="{side - 20 * turn}" y="29" text-anchor="{anchor}" font-size="13" fill="{colours.wrong}">the ball has left the picture</text>'
        )
        return _svg("".join(drawn))
    slope, height = valley.slope(now), y(valley.loss(now))
    reach = 0.09 * (valley.high - valley.low)
    ends = [(x(now + d), y(valley.loss(now) + slope * d)) for d in (-reach, reach)]
    drawn.append(
        f'<path d="M{ends[0][0]:.1f} {ends[0][1]:.1f}L{ends[1][0]:.1f} {ends[1][1]:.1f}" stroke="{colours.accent}" stroke-width="2"/>'
        f'<circle cx="{x(now):.1f}" cy="{height:.1f}" r="8" fill="{colours.train}" stroke="{colours.ground}" stroke-width="2"/>'
    )
    return _svg("".join(drawn))


def _steps(losses: list[float], top: float, colours: Palette) -> str:
    width = 300
    shown = [min(loss, top) for loss in losses]
    pitch = min(26.0, (width - 2 * EDGE) / max(len(shown) - 1, 1))

    def y(loss: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - EDGE - 8) * loss / top

    points = [(EDGE + place * pitch, y(loss)) for place, loss in enumerate(shown)]
    joined = " ".join(f"{x:.1f},{at:.1f}" for x, at in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{at:.1f}" r="3.5" fill="{colours.train}"/>' for x, at in points)
    axis = f'<path d="M{EDGE} {y(0):.1f}H{width - 4}" stroke="{colours.quiet}"/>'
    ends = {0, len(losses) - 1}
    ticks = "".join(
        f'<text x="{points[n][0]:.1f}" y="{y(0) + 17:.1f}" text-anchor="middle" font-size="12" fill="{colours.muted}">{n}</text>'
        for n in sorted(ends)
    )
    drawn = f'{axis}<polyline points="{joined}" fill="none" stroke="{colours.train}" stroke-width="2"/>{dots}{ticks}'
    return _svg(drawn, width)


def _svg(inside: str, width: int = WIDTH) -> str:
    return f'<svg viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}">{inside}</svg>'
