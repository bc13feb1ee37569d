"""Early stopping that can be saved and resumed."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from cnn_core.training.interface import Arrays

PREFIX = "patience."


class ResumableEarlyStopping(keras.callbacks.EarlyStopping):  # type: ignore[misc]
    """Keras's EarlyStopping on a loss, with the best weights restored at the end; starts from a saved state if given one."""

    def __init__(self, epochs: int, monitor: str, state: Arrays | None = None) -> None:
        super().__init__(monitor=monitor, mode="min", patience=epochs, restore_best_weights=True)
        self._resumed = {name.removeprefix(PREFIX): value for name, value in (state or {}).items() if name.startswith(PREFIX)}

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        super().on_train_begin(logs)
        if self._resumed:
            self.best = float(self._resumed["best"])
            self.wait = int(self._resumed["wait"])
            self.best_epoch = int(self._resumed["best_epoch"])
            count = sum(name.startswith("weight.") for name in self._resumed)
            self.best_weights = [self._resumed[f"weight.{number}"] for number in range(count)]

    @property
    def restored_epoch(self) -> int | None:
        """After the training: the epoch (from 1) whose weights were restored; None if none were."""
        return None if self.best_weights is None else self.best_epoch + 1

    def state(self) -> Arrays:
        """What `state` of a later instance wants, after at least one epoch."""
        counts = {"best": np.float64(self.best), "wait": np.int64(self.wait), "best_epoch": np.int64(self.best_epoch)}
        weights = {f"weight.{number}": np.array(each) for number, each in enumerate(self.best_weights or [])}
        return {PREFIX + name: np.asarray(value) for name, value in (counts | weights).items()}
