"""Layers that change how a network learns rather than what it can represent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cnn_core.spec.fields import Real, Shape
from cnn_core.spec.layer import Layer, image


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


@dataclass(frozen=True, kw_only=True)
class GaussianNoise(Layer):
    group = "regularisation"
    purpose = "In training, adds noise, so that no exact number can be relied on."

    stddev: Annotated[
        float, Real(0.0, 1.0, 0.05), "The standard deviation of the noise: higher reduces overfitting more, and blurs more."
    ] = 0.1

    @property
    def label(self) -> str:
        return f"GaussianNoise {self.stddev:g}"
