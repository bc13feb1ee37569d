"""The positions of a window on a padded image, and the output."""

from __future__ import annotations

from cnn_core.figures.lessons.panels import Cell, Frame, figure, grid, line, panel, sign
from cnn_core.figures.theme import palette
from cnn_core.lessons.sizes import Sizes

ROOM = 322
LARGEST = 34


def places(sizes: Sizes, dark: bool) -> str:
    """The first and the last window on the image, zeros around it, unseen pixels crossed out; beside it the output."""
    colours = palette(dark)
    low, high = -sizes.before, sizes.size + sizes.after
    seen = {start + offset for start in sizes.starts for offset in range(sizes.kernel)}

    def pixel(r: int, c: int) -> Cell:
        if not (0 <= r < sizes.size and 0 <= c < sizes.size):
            return Cell("0", faint=True)
        if r in seen and c in seen:
            return Cell("", colours.ink, 0.16)
        return Cell("", crossed=True)

    cells = [[pixel(r, c) for c in range(low, high)] for r in range(low, high)]
    cell = min(LARGEST, ROOM // len(cells))
    frames = []
    if sizes.starts:
        first, last = sizes.starts[0] - low, sizes.starts[-1] - low
        if sizes.output > 1:
            frames.append(Frame(last, last, sizes.kernel, sizes.kernel, colours.muted))
            second = sizes.starts[1] - low
            frames.append(Frame(first, second, sizes.kernel, sizes.kernel, colours.muted))
        frames.append(Frame(first, first, sizes.kernel, sizes.kernel, colours.accent))
    made = [[Cell("", colours.accent, 0.3)] * sizes.output for _ in range(sizes.output)] or [[Cell("", faint=True)]]
    title = f"Image {sizes.size}×{sizes.size}" + (f", {sizes.zeros} rows and columns of zeros" if sizes.zeros else "")
    alt = (
        f"A {sizes.kernel} by {sizes.kernel} kernel with stride {sizes.stride} and padding {sizes.padding} over {sizes.size} by "
        f"{sizes.size} pixels gives {sizes.output} by {sizes.output}: {sizes.formula}."
    )
    return figure(
        alt,
        dark,
        panel(title, grid(cells, dark, frames, cell, 11), "first window, the next, and the last"),
        sign("→"),
        panel(f"Output {sizes.output}×{sizes.output}", grid(made, dark, cell=cell)),
        line(f"{sizes.padding}: {sizes.formula}"),
    )
