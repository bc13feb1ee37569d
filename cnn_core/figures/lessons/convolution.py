"""A kernel over an image: what lies under it, its products, and the output so far."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.figures.lessons.panels import Cell, Frame, clickable, figure, grey, grid, line, number, panel, shaded, sign
from cnn_core.figures.theme import palette
from cnn_core.lessons.convolution import Grid, Kernel, convolve, step


def sliding_kernel(image: Grid, kernel: Kernel, row: int, column: int, dark: bool) -> str:
    """Image (n, n), kernel (3, 3), nine products and output (n - 2, n - 2), filled up to this place; click a place to go there."""
    colours = palette(dark)
    now, output = step(image, kernel, row, column), convolve(image, kernel.array)
    side = len(output)
    pixels = [[grey(number(v), 0.08 + 0.09 * v) for v in line] for line in image]
    reach = [
        [replace(cell, at=(min(max(r - 1, 0), side - 1), min(max(c - 1, 0), side - 1))) for c, cell in enumerate(line)]
        for r, line in enumerate(pixels)
    ]
    done = row * side + column
    cells = clickable(shaded(output, colours.accent))
    filled = [
        [cell if r * side + c <= done else Cell(at=cell.at, faint=True) for c, cell in enumerate(line)]
        for r, line in enumerate(cells)
    ]
    weights = [[Cell(number(w)) for w in line] for line in kernel.weights]
    products = shaded(now.products, colours.accent)
    divided = f"all divided by {kernel.divisor}" if kernel.divisor > 1 else ""
    alt = (
        f"The kernel lies on rows {row + 1} to {row + 3} and columns {column + 1} to {column + 3} of a {len(image)} by {len(image)} "
        f"image. {now.arithmetic(kernel)} is number {done + 1} of the {side} by {side} output."
    )
    return figure(
        alt,
        dark,
        panel("Image 6×6", grid(reach, dark, [Frame(row, column, 3, 3, colours.accent)])),
        sign("×"),
        panel("Kernel 3×3", grid(weights, dark), divided),
        sign("="),
        panel("Nine products", grid(products, dark)),
        sign("→"),
        panel(f"Output {side}×{side}", grid(filled, dark, [Frame(row, column, 1, 1, colours.accent)])),
        line(now.arithmetic(kernel).replace("-", "−")),
    )
