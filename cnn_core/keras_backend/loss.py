"""From the settings of a loss to what Keras computes."""

from __future__ import annotations

from typing import Any

import keras

KINDS = {
    "categorical_crossentropy": keras.losses.CategoricalCrossentropy,
    "categorical_focal_crossentropy": keras.losses.CategoricalFocalCrossentropy,
}


def make_loss(name: str, smoothing: float) -> Any:
    """The name itself, which Keras knows; with label smoothing the loss of that name. Sparse losses have none."""
    return KINDS[name](label_smoothing=smoothing) if smoothing else name
