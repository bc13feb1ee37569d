"""How well a network does on images that it was just trained on, as it is used outside training."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from cnn_core.keras_backend.evaluate_test_set import figures as measured
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.blocks import NORMALISED
from cnn_core.training.batch_norm_lag import TIMES
from cnn_core.training.config import TrainingConfig

if TYPE_CHECKING:
    from cnn_core.data.prepare import Prepared

MAX_IMAGES = 1_000
AT_ONCE = 250
GAP = 0.05
"""How far the accuracy must fall from training to validation for the reason to be looked for."""


def inference_check(
    model: Callable[..., Any], architecture: Architecture, prepared: Prepared, training: TrainingConfig
) -> Callable[[dict[str, float | None]], tuple[float, float] | None]:
    """A function of an epoch's figures that gives loss, without penalties, and accuracy on at most 1,000 training images at inference.

    None without batch normalization, since other layers do not work on averages that may lag behind, and where training and
    validation are close in both: then there is nothing to explain, and the time is saved.
    """
    normalizes = any(isinstance(layer, NORMALISED) and layer.enabled for layer in architecture.layers)
    spread = np.linspace(0, len(prepared.x_train) - 1, min(MAX_IMAGES, len(prepared.x_train))).astype(np.int64)

    def check(figures: dict[str, float | None]) -> tuple[float, float] | None:
        if not normalizes or not _apart(**figures):
            return None
        parts = [spread[start : start + AT_ONCE] for start in range(0, len(spread), AT_ONCE)]
        answers = np.concatenate([np.asarray(model(prepared.x_train[part], training=False)) for part in parts])
        return measured(prepared.y_train[spread], answers, training.loss, training.label_smoothing)

    return check


def _apart(loss: float | None, accuracy: float | None, val_loss: float | None, val_accuracy: float | None) -> bool:
    if loss is None or accuracy is None or val_loss is None or val_accuracy is None:
        return False
    return accuracy - val_accuracy >= GAP or val_loss >= TIMES * loss
