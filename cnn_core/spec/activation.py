"""Activations as separate layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cnn_core.spec.fields import Choice, Pair, Real, Shape
from cnn_core.spec.layer import ACTIVATIONS, Layer


@dataclass(frozen=True, kw_only=True)
class Activation(Layer):
    group = "activation"
    purpose = "The activation as a separate layer, so that another layer can come before it."

    activation: Annotated[str, Choice(ACTIVATIONS), "relu cuts off what is below 0; softmax makes probabilities."] = "relu"

    def window(self, shape: Shape) -> tuple[Pair, Pair] | None:
        return None if self.activation == "softmax" and len(shape) == 1 else super().window(shape)

    @property
    def label(self) -> str:
        return self.activation


@dataclass(frozen=True, kw_only=True)
class LeakyReLU(Layer):
    group = "activation"
    purpose = "Like relu, but lets a small part of negative inputs through, so that no unit stops learning."

    negative_slope: Annotated[
        float, Real(0.0, 1.0, 0.05, least=-10.0, most=10.0), "0 is relu, 1 is linear; 0.1 to 0.3 is usual."
    ] = 0.3

    @property
    def nonlinear(self) -> bool:
        return self.negative_slope != 1

    @property
    def label(self) -> str:
        return f"LeakyReLU {self.negative_slope:g}"
