"""The callbacks that change the learning rate, which a training can be resumed with."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from cnn_core.training.config import TrainingConfig
from cnn_core.training.interface import Arrays
from cnn_core.training.schedule import rate_of, scheduled

PREFIX = "plateau."
MIN_RATE, MAX_RATE = 1e-9, 1e3


class ResumablePlateau(keras.callbacks.ReduceLROnPlateau):  # type: ignore[misc]
    """Keras's ReduceLROnPlateau on a loss; starts from a saved state if given one. The rate itself is in the optimizer's state."""

    def __init__(self, config: TrainingConfig, monitor: str, state: Arrays | None = None) -> None:
        super().__init__(monitor=monitor, mode="min", factor=config.schedule_factor, patience=config.schedule_epochs)
        self._resumed = {name.removeprefix(PREFIX): value for name, value in (state or {}).items() if name.startswith(PREFIX)}

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        super().on_train_begin(logs)
        if self._resumed:
            self.best, self.wait = float(self._resumed["best"]), int(self._resumed["wait"])

    def state(self) -> Arrays:
        """What `state` of a later instance wants."""
        return {f"{PREFIX}best": np.asarray(np.float64(self.best)), f"{PREFIX}wait": np.asarray(np.int64(self.wait))}


def change_rate(optimizer: keras.optimizers.Optimizer, factor: float) -> float:
    """Multiplies the rate of an optimizer without a schedule of its own, within what a training may have; returns the new one."""
    rate = min(max(float(optimizer.learning_rate) * factor, MIN_RATE), MAX_RATE)
    optimizer.learning_rate = rate
    return rate


def rate_callbacks(config: TrainingConfig, monitor: str, state: Arrays | None) -> list[keras.callbacks.Callback]:
    """The callbacks for these settings; none for a rate that stays as it is."""
    made: list[keras.callbacks.Callback] = []
    if scheduled(config):
        made.append(keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate_of(config, epoch, rate)))
    if config.schedule == "plateau":
        made.append(ResumablePlateau(config, monitor, state))
    return made
