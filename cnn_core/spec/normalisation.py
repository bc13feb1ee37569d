"""Layers that bring numbers to mean 0 and standard deviation 1, over a batch, over the channels or over a group of channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cnn_core.spec.fields import Integer, Pair, Real, Shape, Switch
from cnn_core.spec.layer import TRAINABLE, DoesNotFit, Layer, Weight

Epsilon = Annotated[
    float,
    Real(1e-7, 0.1, stops=(1e-7, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1), least=1e-12, most=10.0),
    "Added to the variance, so that a division by a tiny standard deviation stays bounded.",
]
Center = Annotated[bool, Switch(), "Learns a shift (beta) for each channel."]
Scale = Annotated[bool, Switch(), "Learns a factor (gamma) for each channel."]
Trainable = Annotated[bool, Switch(), TRAINABLE]


@dataclass(frozen=True, kw_only=True)
class BatchNormalization(Layer):
    group = "normalisation"
    purpose = "Brings each channel of a batch to mean 0 and standard deviation 1, then applies a learned scale and shift (Ioffe and Szegedy, 2015)."

    momentum: Annotated[
        float,
        Real(0.0, 0.999, stops=(0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999), most=1.0),
        "Higher: the moving averages change more slowly.",
    ] = 0.99
    epsilon: Epsilon = 1e-3
    center: Center = True
    scale: Scale = True
    trainable: Trainable = True

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        return *_learned(self, shape), Weight("moving_mean", shape[-1:], False), Weight("moving_variance", shape[-1:], False)

    @property
    def label(self) -> str:
        return "BatchNorm"


@dataclass(frozen=True, kw_only=True)
class LayerNormalization(Layer):
    group = "normalisation"
    purpose = "Brings the channels at each pixel of each image to mean 0 and standard deviation 1, without looking at the batch (Ba et al., 2016)."

    epsilon: Epsilon = 1e-3
    center: Center = True
    scale: Scale = True
    trainable: Trainable = True

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        return _learned(self, shape)

    def window(self, shape: Shape) -> tuple[Pair, Pair] | None:
        return None if len(shape) == 1 else super().window(shape)

    @property
    def nonlinear(self) -> bool:
        return True

    @property
    def label(self) -> str:
        return "LayerNorm"


@dataclass(frozen=True, kw_only=True)
class GroupNormalization(LayerNormalization):
    purpose = "Brings each group of channels of each image to mean 0 and standard deviation 1, without looking at the batch (Wu and He, 2018)."

    groups: Annotated[
        int, Integer(1, 64), "Groups of channels; must divide their number. 1 takes all together, as many as channels each alone."
    ] = 8

    def output_shape(self, shape: Shape) -> Shape:
        if shape[-1] % self.groups:
            raise DoesNotFit(f"{shape[-1]:,} channels cannot be divided into {self.groups} groups")
        return shape

    def window(self, shape: Shape) -> None:
        return None

    @property
    def needs_image(self) -> bool:
        return False

    @property
    def label(self) -> str:
        return f"GroupNorm {self.groups}"


def _learned(layer: BatchNormalization | LayerNormalization, shape: Shape) -> tuple[Weight, ...]:
    """The gamma and beta, as far as the layer has them."""
    wanted = (("gamma", layer.scale), ("beta", layer.center))
    return tuple(Weight(name, shape[-1:]) for name, there in wanted if there)
