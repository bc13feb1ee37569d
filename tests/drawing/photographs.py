"""Photographs of the committed digits, drawn by a program: paper in every light, on which a digit was written with a pen."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from cnn_core.drawing import Drawing, ink, read_strokes

SIDE = 480
ROWS = json.loads(Path(__file__).with_name("strokes.json").read_text())
DIGITS = [next(row for row in ROWS[digit * 8 + digit % 8 :] if row["digit"] == digit) for digit in range(10)]
KINDS = ("good", "shadow", "vignette", "table", "blot", "dim", "small", "ruled", "squared", "box")


def photograph(kind: str, row: dict, side: int = SIDE) -> np.ndarray:
    """One digit on paper, uint8 (side, side), from one seed for each kind and digit."""
    random = np.random.default_rng([KINDS.index(kind), row["digit"], 5])
    height = 0.09 if kind == "small" else random.uniform(0.3, 0.5)
    page = np.full((side, side), 228.0)
    rows, columns = np.mgrid[:side, :side] / side
    if kind == "ruled":
        page[(np.mgrid[:side, :side][0] + 9) % 40 < 2] = 120
    if kind == "squared":
        page[((np.mgrid[:side, :side] + 5) % 28 < 1.5).any(axis=0)] = 130
    if kind == "box":
        low, high, wide = round(0.12 * side), round(0.88 * side), 4
        frame = np.zeros((side, side), bool)
        frame[low:high, low:high] = True
        frame[low + wide : high - wide, low + wide : high - wide] = False
        page[frame] = 60
    where = random.uniform(0.42, 0.58, 2)
    written = _written(row, height, where, side, random.uniform(0.05, 0.075))
    page = page * (1 - written) + random.uniform(40, 80) * written
    if kind == "blot":
        spot = np.hypot(rows - random.choice([0.15, 0.85]), columns - random.choice([0.15, 0.85])) < 0.05
        page[spot] = 50
    page *= 1 + 0.05 * (columns - 0.5)
    if kind == "shadow":
        edge = rows * random.uniform(0.5, 1) + columns * random.uniform(0.5, 1)
        page *= np.where(edge < 0.75, 0.5, 1.0)
    if kind == "vignette":
        page *= 1 - 0.75 * np.minimum(1, np.hypot(rows - 0.5, columns - 0.5) / 0.7) ** 2
    if kind == "table":
        page[columns > 0.88 - 0.05 * rows] = 70
    if kind == "dim":
        page = page * 0.22 + 6
    soft = Image.fromarray(np.clip(page, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(side / 600))
    return np.clip(np.asarray(soft, float) + random.normal(0, 4 if kind != "dim" else 2.5, (side, side)), 0, 255).astype(np.uint8)


def page_of(digits: list[tuple[dict, tuple[float, float]]], height: float, side: int = SIDE) -> np.ndarray:
    """Several digits on one good page, uint8 (side, side), each as high as this part of it and with its middle at (x, y)."""
    page = np.full((side, side), 228.0)
    for row, where in digits:
        written = _written(row, height, np.array(where), side, 0.06)
        page = page * (1 - written) + 60 * written
    return np.clip(page + np.random.default_rng(0).normal(0, 4, page.shape), 0, 255).astype(np.uint8)


def _written(row: dict, height: float, where: np.ndarray, side: int, pen: float) -> np.ndarray:
    """How much of each pixel is ink: the digit as high as this part of the page."""
    drawing = read_strokes(row)
    points = np.concatenate([np.array(stroke) for stroke in drawing.strokes])
    middle, size = (points.min(axis=0) + points.max(axis=0)) / 2, np.ptp(points, axis=0).max()
    strokes = tuple(tuple(map(tuple, (np.array(stroke) - middle) / size * height + where)) for stroke in drawing.strokes)
    return ink(Drawing(strokes, max(0.01, pen * height / 0.5)), side) / 255
