"""Units of a layer under dropout, and a label beside the probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnn_core.figures.lessons.panels import Cell, figure, grid, line, number, panel, shaded, sign
from cnn_core.figures.theme import palette

NARROW = 33


def dropped(values: np.ndarray, kept: np.ndarray, after: np.ndarray, dark: bool) -> str:
    """Units (h, w) before and after one draw; dropped ones are crossed out."""
    colours = palette(dark)
    before = shaded(values, colours.accent, ".1f")
    most = float(max(after.max(), values.max())) or 1.0
    rows = [
        [
            Cell(number(v, ".2f"), colours.accent, 0.45 * v / most) if stays else Cell("", crossed=True)
            for v, stays in zip(row, mask, strict=True)
        ]
        for row, mask in zip(after, kept, strict=True)
    ]
    alt = (
        f"{values.size} units, {int((~kept).sum())} of them set to 0 in this step. "
        f"Their sum is {values.sum():.1f} before and {after.sum():.1f} after."
    )
    return figure(
        alt,
        dark,
        panel("What the layer before gives", grid(before, dark, cell=42), f"sum {values.sum():.1f}"),
        sign("→"),
        panel("What the next layer gets", grid(rows, dark, cell=42), f"sum {after.sum():.1f}"),
    )


def label_rows(names: Sequence[str], row: np.ndarray, probabilities: np.ndarray, label: int, dark: bool, words: str) -> str:
    """Class names, the one-hot row and the probabilities of one image, column by column; the true class is marked."""
    colours = palette(dark)

    def cells(texts: Sequence[str]) -> list[Cell]:
        return [
            Cell(text, colours.accent, 0.35 if place == label else 0.0, bold=place == label) for place, text in enumerate(texts)
        ]

    alt = f"Label {names[label]} is the index {label}, or a row of {len(row)} numbers with a 1 at index {label}. {words}"
    return figure(
        alt,
        dark,
        panel("Sparse: the index", grid([[Cell(str(label), colours.accent, 0.35, bold=True)]], dark, cell=NARROW)),
        panel("One-hot: a row with one place for each class", grid([cells([f"{v:g}" for v in row])], dark, cell=NARROW)),
        panel(
            "Ten probabilities, as a network might give them",
            grid([cells([f"{p:.2f}".lstrip("0") for p in probabilities])], dark, cell=NARROW, size=12),
        ),
        line(words),
    )
