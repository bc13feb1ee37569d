"""The two ends of the network's picture: the image that goes in, and the classes that come out, or the layer that does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from cnn_core.figures.address import pixels_address
from cnn_core.figures.network.block import badge, path, slab_svg, slot, text, texts
from cnn_core.figures.network.layout import LETTER, MIDDLE, Block, Layout
from cnn_core.figures.network.shapes import TALLEST
from cnn_core.figures.network.wires import fan
from cnn_core.summary import Summary
from cnn_core.text import shape_text

MAX_NAMED = 12
BROKEN = 96.0


def input_svg(block: Block, picture: np.ndarray | None, roomy: bool) -> str:
    """The input block, with a picture uint8 (h, w, c) on its face if there is one."""
    image = _on_face(block, picture) if picture is not None else ""
    return f"<g><title>Input {shape_text(block.shape)}</title>{slab_svg(block)}{image}{texts(block, roomy)}</g>"


def _on_face(block: Block, picture: np.ndarray) -> str:
    pixels = picture[:, :, 0] if picture.shape[2] == 1 else picture[:, :, :3]
    (right, up), x = block.size.slant, block.left + block.size.thick
    return (
        f'<image width="1" height="1" preserveAspectRatio="none" style="image-rendering:pixelated" '
        f'transform="matrix({right:.2f} {-up:.2f} 0 {block.size.tall:.2f} {x:.2f} {block.top:.2f})" '
        f'href="{pixels_address(pixels)}"/>'
    )


def class_labels(summary: Summary, names: Sequence[str]) -> list[str]:
    """The labels beside the outputs: each class by name, or their number; nothing if the network does not end in a vector."""
    if summary.fault is not None or len(summary.output_shape) != 1:
        return []
    count = summary.output_shape[0]
    if count > MAX_NAMED:
        return [f"{count:,} classes"]
    return (
        [name if len(name) <= 14 else name[:13] + "…" for name in names]
        if len(names) == count
        else [str(n) for n in range(count)]
    )


def tail_width(summary: Summary, labels: Sequence[str]) -> float:
    """Pixels that the right end needs."""
    if summary.fault is not None:
        return BROKEN + 12
    return 42 + LETTER * max(map(len, labels)) if labels else 12.0


def outputs(layout: Layout, labels: Sequence[str]) -> str:
    """A dot and a name for each class, `<g data-class="7">`, fanned out from the last block."""
    last, x = layout.blocks[-1], layout.end + 14
    if len(labels) == 1:
        return text(layout.end + 4, MIDDLE + 4, labels[0], "class")
    span = min(TALLEST, 13.0 * len(labels))
    heights = [MIDDLE - span / 2 + span * (n + 0.5) / len(labels) for n in range(len(labels))]
    dots = "".join(
        f'<g data-class="{n}"><circle class="is-dense" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>{text(x + 8, y + 3.6, label, "class")}</g>'
        for n, (y, label) in enumerate(zip(heights, labels, strict=True))
    )
    return fan(last, x - 4, heights[0] - 4, heights[-1] + 4) + dots


def broken_off(summary: Summary, layout: Layout) -> str:
    """A crack, and the outline of the layer that does not fit what it gets."""
    fault = summary.fault
    if fault is None:
        return ""
    label = summary.architecture.layers[fault.index].label
    x, middle = layout.end + 20, layout.end + 58
    issues = [issue for issue in summary.issues if issue.layer == fault.index]
    crack = "".join(f" {layout.end + 6 + 5 * (n % 2):.1f},{MIDDLE - 48 + 12 * n:.1f}" for n in range(9))
    box = [(x + 12, MIDDLE - 34), (x + 64, MIDDLE - 34), (x + 64, MIDDLE + 34), (x + 12, MIDDLE + 34)]
    left_over = sum(layer.enabled for layer in summary.architecture.layers[fault.index + 1 :])
    rest = f"{left_over} more after it" if left_over else ""
    said = escape(f"{label} does not fit{rest and f', {rest}'}: {fault.problem}", quote=True)
    return (
        f'<g class="layer" data-layer="{fault.index}" role="button" tabindex="0" aria-label="{said}">'
        f'<title>{said}</title>{slot(layout.end + 14, layout.end + BROKEN + 6)}<path class="crack" d="M{crack.strip()}"/>'
        f"{path(box, 'missing')}{text(middle, MIDDLE - 44, label, 'name')} {text(middle, MIDDLE + 50, 'does not fit', 'shape')} "
        f"{text(middle, MIDDLE + 64, rest, 'shape')}{badge(middle, MIDDLE, issues)}</g>"
    )
