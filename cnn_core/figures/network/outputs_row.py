"""The row below the network's picture that shows what each layer gives."""

from __future__ import annotations

from cnn_core.figures.network.layout import Layout

SIDE = 46.0
GAP = 4.0
ROW = SIDE + 6
UP = 12.0
"""The part of the margin below horizontal labels that it takes."""


def seen_places(layout: Layout, top: float) -> str:
    """An empty picture below each block but the input, which shows its own; where blocks stand close, below as many as there is room for."""
    places, free = [], layout.blocks[0].right
    for block in layout.blocks[1:]:
        left = block.centre - SIDE / 2
        if block.row is None or left < free:
            continue
        free = left + SIDE + GAP
        index = block.row.index
        box = f'x="{left:.1f}" y="{top:.1f}" width="{SIDE:.0f}" height="{SIDE:.0f}"'
        places.append(
            f'<rect class="hole" data-layer="{index}" {box} rx="3"/><image class="seen" data-seen="{index}" data-layer="{index}" {box} '
            f'style="image-rendering:pixelated"/>'
        )
    return "".join(places)
