"""The outputs of layers side by side, as one picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnn_core.figures.layer_outputs import layer_picture
from cnn_core.figures.sheet import sheet_alt
from cnn_core.summary import Row
from cnn_core.text import shape_text
from pages.widgets.state.datasets import drawn_sheet, show_sheet

SIDE = 84
COLUMNS = 10
LONG = 12
"""Letters that fit under a picture."""


def strip(image: np.ndarray, title: str, layers: Sequence[tuple[Row, np.ndarray]], key: str) -> None:
    """The scaled image and the output of each of these layers."""
    captions = [f"{title}\n{shape_text(image.shape)}"]
    captions += [f"{_short(row.label)}\n{shape_text(row.output_shape)}" for row, _ in layers]
    pictures = np.stack([layer_picture(values, SIDE) for values in (image, *(values for _, values in layers))])
    alt = sheet_alt(len(captions), "outputs of layers", captions)
    show_sheet(drawn_sheet(pictures, captions, COLUMNS, SIDE), alt, key)


def _short(label: str) -> str:
    return label.rsplit(" ", 1)[0] if len(label) > LONG else label
