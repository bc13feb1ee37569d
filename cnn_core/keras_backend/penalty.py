"""What the regularizers of a network add to its loss."""

from __future__ import annotations

import keras


def penalty(model: keras.Model) -> float | None:
    """The sum of the penalties on the weights as they are now; None for a network without regularizers. Frozen layers have none."""
    losses = model.losses
    return float(sum(float(loss) for loss in losses)) if losses else None
