"""Activations as separate layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from cnn_core.spec.fields import Choice, Pair, Real, Shape, Switch
from cnn_core.spec.layer import ACTIVATIONS, TRAINABLE, Layer, Weight, image


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


@dataclass(frozen=True, kw_only=True)
class PReLU(Layer):
    group = "activation"
    purpose = "Like relu, but learns for each number how much of a negative input it lets through (He et al., 2015)."

    shared_axes: Annotated[
        bool, Switch(), "One slope for each channel, not for each number: few weights. Keras writes it as shared_axes=[1, 2]."
    ] = True
    trainable: Annotated[bool, Switch(), TRAINABLE] = True

    def output_shape(self, shape: Shape) -> Shape:
        return image(self, shape) if self.shared_axes else shape

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        return (Weight("alpha", (1, 1, shape[-1]) if self.shared_axes else shape),)

    def keras_arguments(self) -> dict[str, Any]:
        return super().keras_arguments() | {"shared_axes": [1, 2] if self.shared_axes else None}

    @property
    def nonlinear(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class ELU(Layer):
    group = "activation"
    purpose = (
        "Like relu, but bends smoothly towards a negative limit, so that outputs are near 0 on average (Clevert et al., 2016)."
    )

    alpha: Annotated[
        float, Real(0.0, 2.0, 0.1, least=-10.0, most=10.0), "The limit for very negative inputs is -alpha: 0 is relu, 1 is usual."
    ] = 1.0

    @property
    def nonlinear(self) -> bool:
        return True

    @property
    def label(self) -> str:
        return f"ELU {self.alpha:g}"
