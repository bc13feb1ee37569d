"""Layers that change how a network learns rather than what it can represent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cnn_core.spec.fields import Real, Shape, Switch
from cnn_core.spec.layer import TRAINABLE, Layer, Weight, image


@dataclass(frozen=True, kw_only=True)
class BatchNormalization(Layer):
    group = "normalisation"
    purpose = "Brings each channel of a batch to mean 0 and standard deviation 1, then applies a learned scale and shift (Ioffe and Szegedy, 2015)."

    momentum: Annotated[
        float,
        Real(0.0, 0.999, stops=(0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999), most=1.0),
        "Higher: the moving averages change more slowly.",
    ] = 0.99
    epsilon: Annotated[
        float,
        Real(1e-7, 0.1, stops=(1e-7, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1), least=1e-12, most=10.0),
        "Added to the variance, so that a division by a tiny standard deviation stays bounded.",
    ] = 1e-3
    center: Annotated[bool, Switch(), "Learns a shift (beta) for each channel."] = True
    scale: Annotated[bool, Switch(), "Learns a factor (gamma) for each channel."] = True
    trainable: Annotated[bool, Switch(), TRAINABLE] = True

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        learned = (("gamma", self.scale), ("beta", self.center))
        made = tuple(Weight(name, shape[-1:]) for name, wanted in learned if wanted)
        return *made, Weight("moving_mean", shape[-1:], False), Weight("moving_variance", shape[-1:], False)

    @property
    def label(self) -> str:
        return "BatchNorm"


@dataclass(frozen=True, kw_only=True)
class Dropout(Layer):
    group = "regularisation"
    purpose = "In training, sets random values to 0, so that no unit can rely on another (Srivastava et al., 2014)."

    rate: Annotated[
        float, Real(0.0, 0.95, 0.05, most=0.999), "The fraction set to 0: higher reduces overfitting more and learns more slowly."
    ] = 0.25

    @property
    def label(self) -> str:
        return f"Dropout {self.rate:g}"


@dataclass(frozen=True, kw_only=True)
class SpatialDropout2D(Dropout):
    purpose = "Dropout of whole channels: neighbouring pixels are alike, so dropping single ones has little effect (Tompson et al., 2015)."

    def output_shape(self, shape: Shape) -> Shape:
        return image(self, shape)

    @property
    def label(self) -> str:
        return f"SpatialDropout {self.rate:g}"
