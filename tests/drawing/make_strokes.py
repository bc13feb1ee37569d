"""Writes strokes.json, the handwritten digits of the tests: `python tests/drawing/make_strokes.py`.

Each style of a digit is drawn by hand as control points, smooth within a curve and with a corner where the next begins. Every
sample then gets its own place, size, slant, width, wobble and pen, as people's writing has, from one fixed seed.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np

EACH = 8
SEED = 28

Curve = list[tuple[float, ...]]

# In hundredths, from the top left corner: x,y; "/" is a corner of the pen's way, "+" lifts the pen.
STYLES: dict[int, dict[str, str]] = {
    0: {
        "round": "38,0 10,15 0,50 12,86 40,100 68,84 78,50 66,14 36,0",
        "narrow": "30,2 8,20 0,55 9,88 27,100 46,85 54,50 46,14 28,1",
        "overlapping": "55,8 30,0 6,24 2,62 20,95 48,96 66,62 62,22 42,2",
    },
    1: {
        "plain": "10,0 9,50 6,100",
        "flag": "0,27 14,16 26,0 / 26,0 25,50 23,100",
        "flag and foot": "5,24 28,0 / 28,0 28,100 + 2,100 52,100",
    },
    2: {
        "plain": "2,24 14,5 38,0 60,12 60,36 36,68 2,98 / 2,98 36,97 70,98",
        "loop": "6,18 30,0 56,12 54,40 32,72 10,96 0,88 10,78 28,84 50,98 72,90",
        "wavy foot": "0,20 20,1 50,4 58,28 40,62 6,94 / 6,94 24,86 46,97 68,95",
    },
    3: {
        "round": "4,12 24,0 52,6 54,28 38,43 20,46 / 20,46 46,50 62,70 52,93 26,100 0,88",
        "flat top": "4,0 58,0 / 58,0 24,40 / 24,40 52,45 64,68 52,94 24,100 0,90",
        "small loop": "2,10 28,0 52,12 46,36 26,46 20,50 30,49 54,58 58,84 36,100 4,94",
    },
    4: {
        "open": "10,0 2,52 / 2,52 66,50 + 56,6 52,50 46,100",
        "closed": "48,0 0,64 / 0,64 74,63 + 48,0 48,100",
        "rounded": "8,2 4,30 10,50 34,52 58,44 + 60,0 56,50 50,100",
    },
    5: {
        "two strokes": "14,0 10,42 / 10,42 34,38 58,52 60,80 36,100 0,92 + 13,0 62,1",
        "one stroke": "60,0 12,2 / 12,2 7,45 / 7,45 36,39 60,58 54,90 26,100 0,88",
        "soft": "64,2 38,2 18,6 / 18,6 12,26 12,42 / 12,42 36,42 55,60 48,88 24,100 2,95",
    },
    6: {
        "curved": "50,0 24,18 6,50 6,82 28,100 54,88 54,66 32,56 10,72",
        "straight": "40,0 18,34 4,70 16,96 42,96 50,72 34,56 8,68",
        "wide loop": "34,1 12,30 0,66 14,95 42,100 64,84 58,62 34,54 4,72",
    },
    7: {
        "plain": "0,3 62,0 / 62,0 42,45 24,100",
        "bar": "0,2 64,0 / 64,0 40,50 24,100 + 18,50 60,47",
        "serif": "0,16 4,2 / 4,2 36,5 64,1 / 64,1 40,44 30,100",
    },
    8: {
        "one stroke": "52,10 28,0 6,14 14,36 40,54 54,78 34,100 6,92 4,70 28,48 52,28 52,10",
        "two loops": "30,0 10,8 8,32 30,44 50,32 48,8 28,0 + 28,44 4,56 0,84 26,100 56,86 54,56 30,44",
        "slim": "44,8 26,0 8,13 16,36 36,58 42,84 24,100 4,88 8,64 30,38 44,20 42,6",
    },
    9: {
        "straight": "54,12 30,0 6,14 6,36 28,46 50,32 55,12 / 55,12 54,55 50,100",
        "curved": "54,14 32,0 6,12 4,34 26,46 48,36 56,14 / 56,14 58,50 46,86 24,100 6,93",
        "slanted": "50,8 24,2 4,20 14,42 36,36 52,8 / 52,8 44,50 30,100",
    },
}


def strokes_of(style: str) -> list[list[Curve]]:
    """A style's strokes, each a list of curves, each a list of points (x, y)."""
    return [
        [[tuple(int(v) / 100 for v in point.split(",")) for point in curve.split()] for curve in stroke.split("/")]
        for stroke in style.split("+")
    ]


def smooth(points: Curve, step: float = 0.06) -> np.ndarray:
    """A Catmull-Rom curve through the points, about `step` apart: (n, 2)."""
    if len(points) == 2:
        points = [points[0], tuple(np.mean(points, axis=0)), points[1]]  # a hand's straight line still has a middle
    p = np.array([points[0], *points, points[-1]], float)
    out = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        n = max(2, math.ceil(float(np.hypot(*(c - b))) / step))
        t = np.linspace(0, 1, n, endpoint=False)[:, None]
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*out, p[-1:]])


def sample(style: str, random: np.random.Generator) -> list[np.ndarray]:
    """One person's writing of a style: strokes in 0..1 of the pad."""
    wobbled = [
        [[tuple(np.array(xy) + random.normal(0, 0.012, 2)) for xy in curve] for curve in stroke] for stroke in strokes_of(style)
    ]
    for stroke in wobbled:
        for before, after in pairwise(stroke):
            after[0] = before[-1]
    strokes = [np.concatenate([smooth(curve) for curve in stroke]) for stroke in wobbled]
    slant, width, height = random.normal(0.08, 0.1), random.uniform(0.85, 1.15), random.uniform(0.42, 0.76)
    strokes = [np.stack([width * xy[:, 0] - slant * (xy[:, 1] - 0.5), xy[:, 1]], axis=1) * height for xy in strokes]
    low, high = np.min([s.min(0) for s in strokes], axis=0), np.max([s.max(0) for s in strokes], axis=0)
    spare = np.maximum(0, 0.86 - (high - low))
    corner = 0.07 + spare * random.uniform(0.05, 0.95, 2)
    return [xy - low + corner for xy in strokes]


def main() -> None:
    random = np.random.default_rng(SEED)
    lines = []
    for digit, styles in STYLES.items():
        for number in range(EACH):
            name = list(styles)[number % len(styles)]
            pen = round(float(random.uniform(0.06, 0.11)), 3)
            strokes = [[[round(float(x), 3), round(float(y), 3)] for x, y in xy] for xy in sample(styles[name], random)]
            lines.append(json.dumps({"digit": digit, "style": name, "pen": pen, "strokes": strokes}, separators=(",", ":")))
    Path(__file__).with_name("strokes.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
