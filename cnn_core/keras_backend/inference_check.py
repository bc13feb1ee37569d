"""How well a network does on images that it was just trained on, as it is used outside training."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from cnn_core.spec.architecture import Architecture
from cnn_core.spec.blocks import NORMALISED

if TYPE_CHECKING:
    from cnn_core.data.prepare import Prepared

MAX_IMAGES = 1_000
AT_ONCE = 250
GAP = 0.05
"""How far the accuracy must fall from training to validation for the reason to be looked for."""


def inference_check(
    model: Callable[..., Any], architecture: Architecture, prepared: Prepared
) -> Callable[[dict[str, float | None]], float | None]:
    """A function of an epoch's figures that gives the accuracy on at most 1,000 training images at inference.

    None without batch normalization, since other layers do not work on averages that may lag behind, and where training and
    validation are close: then there is nothing to explain, and the time is saved.
    """
    normalizes = any(isinstance(layer, NORMALISED) and layer.enabled for layer in architecture.layers)
    spread = np.linspace(0, len(prepared.x_train) - 1, min(MAX_IMAGES, len(prepared.x_train))).astype(np.int64)

    def check(figures: dict[str, float | None]) -> float | None:
        training, validation = figures["accuracy"], figures["val_accuracy"]
        if not normalizes or training is None or validation is None or training - validation < GAP:
            return None
        right = 0
        for start in range(0, len(spread), AT_ONCE):
            part = spread[start : start + AT_ONCE]
            answers = np.asarray(model(prepared.x_train[part], training=False))
            right += int((answers.argmax(axis=1) == prepared.y_train[part]).sum())
        return right / len(spread)

    return check
