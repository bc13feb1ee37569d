"""The interface of a training: what it takes, what it returns, and whom it reports to. No TensorFlow here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from cnn_core.training.events import Event

Arrays = dict[str, np.ndarray[Any, Any]]
"""Arrays by name. Weights have names like `2.kernel`: the layer's index in the architecture, and Keras's name of the weight."""

Reason = Literal["completed", "stopped", "early", "time"]
Step = Literal["", "batch", "epoch"]


RATE_CHANGES = {"slower": 0.5, "faster": 2.0}
"""What a person may do to the learning rate of a running training: the names of the flags, and the factors."""


class Sink(Protocol):
    """Receives the events of a training."""

    def emit(self, event: Event) -> None: ...

    def checkpoint(self, epoch: int, weights: Arrays, state: Arrays) -> None:
        """All that is needed to go on after this epoch; 0: the weights before training, without a state. The arrays are the receiver's to keep."""


class Control(Protocol):
    """Stop and pause for a running training. Asked after every execution, so an answer must cost nothing."""

    def stopped(self) -> bool: ...

    def paused(self) -> bool: ...

    def rate_factors(self) -> list[float]:
        """What the learning rate is to be multiplied by now, wish by wish. Each wish is given once."""

    def step(self) -> Step:
        """What is to be done before the pause goes on: one batch, or the rest of an epoch. Each wish is given once."""


class NoControl:
    """The Control of a training that nobody stops or pauses."""

    def stopped(self) -> bool:
        return False

    def paused(self) -> bool:
        return False

    def rate_factors(self) -> list[float]:
        return []

    def step(self) -> Step:
        return ""


@dataclass(frozen=True, kw_only=True)
class Resume:
    """Where to go on: after `epoch`, with its weights and the rest of the state (optimizer, random numbers, patience)."""

    epoch: int
    weights: Arrays
    state: Arrays


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of a training.

    `epochs`: whole ones done, those before a resume included. `seconds`: of this training, pauses, test and saving left out.
    `model_file`: the bytes of a .keras file in float32; empty if none was asked for.
    `probabilities` (test images, classes) and the test figures are None if a stop left no time to test.
    """

    reason: Reason
    epochs: int
    seconds: float
    weights: Arrays
    model_file: bytes
    labels: np.ndarray[Any, Any]
    classes: int
    probabilities: np.ndarray[Any, Any] | None
    test_loss: float | None
    test_accuracy: float | None
