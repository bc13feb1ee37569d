"""From an image to a vector, and the layers that take vectors."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Annotated

from cnn_core.spec.fields import Choice, Integer, Pair, Shape, Switch
from cnn_core.spec.layer import ACTIVATIONS, TRAINABLE, Layer, Weight
from cnn_core.spec.weight_settings import L1, L2, Initializer


@dataclass(frozen=True, kw_only=True)
class Flatten(Layer):
    group = "dense"
    purpose = "Puts all numbers of the image into one vector, so that Dense can take them."

    def output_shape(self, shape: Shape) -> Shape:
        return (prod(shape),)


@dataclass(frozen=True, kw_only=True)
class Dense(Layer):
    group = "dense"
    purpose = "Every unit is connected to every input. The last Dense has one unit per class."
    regularized = ("kernel_regularizer",)

    units: Annotated[
        int, Integer(1, 4096, most=65536), "More units can distinguish more; the number of weights is inputs times units."
    ] = 64
    activation: Annotated[str, Choice(ACTIVATIONS), "Applied to the result; softmax gives probabilities that add up to 1."] = (
        "relu"
    )
    use_bias: Annotated[bool, Switch(), "Adds one learned number per unit."] = True
    trainable: Annotated[bool, Switch(), TRAINABLE] = True
    kernel_initializer: Initializer = "glorot_uniform"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def output_shape(self, shape: Shape) -> Shape:
        return *shape[:-1], self.units

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        kernel = Weight("kernel", (shape[-1], self.units))
        return (kernel, Weight("bias", (self.units,))) if self.use_bias else (kernel,)

    def macs(self, shape: Shape) -> int:
        return prod(shape) * self.units

    def window(self, shape: Shape) -> tuple[Pair, Pair] | None:
        return None if len(shape) == 1 else super().window(shape)

    @property
    def label(self) -> str:
        return f"Dense {self.units:,}"
