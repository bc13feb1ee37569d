"""What the regularizers of a network add to its loss."""

from __future__ import annotations

import keras

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.forget import forgetting
from cnn_core.keras_backend.weights import set_weights
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays


def penalty(model: keras.Model) -> float | None:
    """The sum of the penalties on the weights as they are now; None for a network without regularizers. Frozen layers have none."""
    losses = model.losses
    return float(sum(float(loss) for loss in losses)) if losses else None


def penalty_of(architecture: Architecture, weights: Arrays) -> float:
    """The same of a network with these weights, 0.0 without regularizers; TrainingError if the weights are not those of the architecture."""
    if not any(getattr(layer, "l1", 0.0) or getattr(layer, "l2", 0.0) for layer in architecture.layers if layer.enabled):
        return 0.0  # it need not be built
    with forgetting():
        model = build(architecture)
        set_weights(model, architecture, weights)
        return penalty(model) or 0.0
