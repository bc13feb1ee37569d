"""The class of presets, and the pieces that many of them share."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Dense, Layer
from cnn_core.training.config import TrainingConfig


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Figures that a source printed at the end of its training, 0 to 1 but for the loss; None where it printed none."""

    test_accuracy: float | None = None
    test_loss: float | None = None
    val_accuracy: float | None = None
    val_loss: float | None = None


@dataclass(frozen=True, kw_only=True)
class Preset:
    """An experiment with a name, a sentence, its source, and the parameter total that the source gives or that follows from it.

    `differs` says what the source did that the laboratory does otherwise; empty if nothing.
    """

    name: str
    title: str
    description: str
    source: str
    params: int
    experiment: Experiment
    differs: str = ""
    printed: Printed = Printed()


def experiment(name: str, layers: tuple[Layer, ...], data: DataChoice, training: TrainingConfig, side: int = 28) -> Experiment:
    """A network for grey pictures of so many pixels on each side, with its data and its training."""
    return Experiment(
        architecture=Architecture(name=name, input_shape=(side, side, 1), layers=layers), data=data, training=training
    )


def head(classes: int = 10) -> Dense:
    """The head of a network: one probability per class."""
    return Dense(units=classes, activation="softmax")
