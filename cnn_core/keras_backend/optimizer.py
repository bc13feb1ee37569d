"""From the settings of an optimizer to the Keras optimizer of the same name."""

from __future__ import annotations

import keras

from cnn_core.training.optimizers import Optimizer


def make_optimizer(settings: Optimizer) -> keras.optimizers.Optimizer:
    """A new optimizer. A decay becomes the schedule rate / (1 + decay * steps), as Keras 2 had it."""
    arguments = settings.keras_arguments()
    decay = settings.values().get("decay")
    if decay:
        arguments["learning_rate"] = keras.optimizers.schedules.InverseTimeDecay(arguments["learning_rate"], 1, decay)
    return getattr(keras.optimizers, settings.kind)(**arguments)
