"""The network as a picture: blocks in proportion to the shapes that flow through it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

import numpy as np

from cnn_core.figures.network.block import badge, slab_svg, slot, texts
from cnn_core.figures.network.ends import broken_off, class_labels, input_svg, outputs, tail_width
from cnn_core.figures.network.layout import MIDDLE, WIDEST, Block, arrange
from cnn_core.figures.network.outputs_row import ROW, UP, seen_places
from cnn_core.figures.network.style import css
from cnn_core.figures.network.wires import way_around, wire
from cnn_core.summary import Issue, Summary
from cnn_core.text import shape_text

LEAN = 54.0
"""Room above and below for labels that lean."""


def network_svg(
    summary: Summary,
    dark: bool = False,
    picture: np.ndarray | None = None,
    class_names: Sequence[str] = (),
    seen: bool = False,
    widest: float = WIDEST,
) -> str:
    """The picture of a network as SVG text, input at the left and classes at the right.

    Each layer is a `<g class="layer" data-layer="3" role="button" tabindex="0">`, 3 being its index in the architecture; disabled
    layers are left out. Colours are the CSS variables of `style.variables`, which a page may set; `dark` only chooses what they fall
    back to. `picture`, uint8 (h, w, c), stands on the input block; `class_names` name the outputs. With `seen`, a row below has an
    empty `<image data-seen="3">` for what layer 3 gives, wherever there is room for one, and a page fills in its `href`. The natural
    size is in `width` and `height`; the width grows with the layers, and beyond `widest` they move together. Where a layer does not fit,
    it breaks off.
    """
    labels = class_labels(summary, class_names)
    layout = arrange(summary, tail_width(summary, labels), widest)
    drawn = [input_svg(layout.blocks[0], picture, layout.roomy)]
    for before, after in pairwise(layout.blocks):
        drawn.append(_layer(before, after, summary, layout.roomy))
    if summary.fault is not None:
        drawn.append(broken_off(summary, layout))
    elif labels:
        drawn.append(outputs(layout, labels))
    drawn.append(_whole([issue for issue in summary.issues if issue.layer is None], layout.width))
    lean = 0.0 if layout.roomy else LEAN
    width, height = round(layout.width), round(2 * (MIDDLE + lean))
    if seen:
        top = height - lean - (UP if layout.roomy else 0.0)
        drawn.append(seen_places(layout, top))
        height = round(top + lean + ROW)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lab-net" viewBox="0 {-lean:.0f} {width} {height}" '
        f'width="{width}" height="{height}" role="group" aria-label="{escape(network_alt(summary), quote=True)}">'
        f"<style>{css(dark)}</style>{''.join(drawn)}</svg>"
    )


def network_alt(summary: Summary) -> str:
    """The alt text of the network: `LeNet-5: input 28x28x1, Conv2D 6 5x5 to 24x24x6, ...; 61,706 parameters.`"""
    steps = [f"input {shape_text(summary.architecture.input_shape)}"]
    steps += [
        row.label if row.input_shape == row.output_shape else f"{row.label} to {shape_text(row.output_shape)}"
        for row in summary.rows
    ]
    if summary.fault is not None:
        steps.append(f"{summary.architecture.layers[summary.fault.index].label}, which does not fit")
    return f"{summary.architecture.name}: {', '.join(steps)}; {summary.params:,} parameters."


def _layer(before: Block, block: Block, summary: Summary, roomy: bool) -> str:
    row = block.row
    assert row is not None
    issues = [issue for issue in summary.issues if issue.layer == row.index]
    # First what is read on it, in one piece: who speaks to the browser says that.
    said = f"{row.label}, {shape_text(row.output_shape)} from {shape_text(row.input_shape)}, {row.params:,} parameters"
    said = escape(". ".join([said, *(issue.message.rstrip(".") for issue in issues)]), quote=True)
    mark = badge(block.right - 1, block.top - block.size.slant[1] - 1, issues)
    return (
        f'<g class="layer" data-layer="{row.index}" role="button" tabindex="0" aria-label="{said}"><title>{said}</title>'
        f"{slot(*block.slot) if roomy else ''}{wire(before, block, roomy)}{way_around(block)}{slab_svg(block)}{texts(block, roomy)}{mark}</g>"
    )


def _whole(issues: Sequence[Issue], width: float) -> str:
    """A mark in the corner for what concerns the network as a whole."""
    if not issues:
        return ""
    words = escape(" ".join(issue.message for issue in issues))
    return f"<g><title>{words}</title>{badge(width - 12, 14, issues)}</g>"
