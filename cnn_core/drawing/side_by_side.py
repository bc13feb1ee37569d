"""Whether a drawing is two things written side by side, of which a network for one can only guess."""

from __future__ import annotations

from cnn_core.drawing.strokes import Drawing

MIN_HEIGHT = 0.5
"""Part of the whole height that each of the two must have; less is a dot or a dash of the other."""
MIN_GAP = 0.04
"""Empty columns between the inks, as part of the pad."""


def two_side_by_side(drawing: Drawing) -> bool:
    """Whether an empty gap from top to bottom stands between two inks of about the same height."""
    groups: list[list[float]] = []  # left, right, top, bottom
    for stroke in sorted(filter(None, drawing.strokes), key=lambda stroke: min(x for x, _ in stroke)):
        xs, ys = [x for x, _ in stroke], [y for _, y in stroke]
        if groups and min(xs) - groups[-1][1] < drawing.pen + MIN_GAP:
            last = groups[-1]
            groups[-1] = [last[0], max(last[1], *xs), min(last[2], *ys), max(last[3], *ys)]
        else:
            groups.append([min(xs), max(xs), min(ys), max(ys)])
    if len(groups) < 2:
        return False
    height = max(group[3] for group in groups) - min(group[2] for group in groups) + drawing.pen
    tall = [group for group in groups if group[3] - group[2] + drawing.pen >= MIN_HEIGHT * height]
    return len(tall) >= 2
