"""A small line chart of the loss so far, for the sidebar."""

from __future__ import annotations

from collections.abc import Sequence

DRAWN = 120


def sparkline(values: Sequence[float], width: int = 220, height: int = 36) -> str:
    """An SVG of the values from the left edge to the right; always the same size, so that nothing jumps."""
    step = max(1, -(-len(values) // DRAWN))
    means = [sum(part) / len(part) for part in (values[i : i + step] for i in range(0, len(values), step))]
    top = max(means, default=1) or 1
    across = width / max(1, len(means) - 1)
    points = " ".join(f"{i * across:.1f},{height - 2 - (height - 4) * v / top:.1f}" for i, v in enumerate(means))
    line = f'<polyline points="{points}" fill="none" stroke="#d55e00" stroke-width="1.5"/>' if len(means) > 1 else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{line}</svg>'
    )
