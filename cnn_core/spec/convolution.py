"""Convolution."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Annotated

from cnn_core.spec.fields import Choice, Integer, Pair, Shape, Size, Switch
from cnn_core.spec.layer import ACTIVATIONS, TRAINABLE, Layer, Weight, image, times
from cnn_core.spec.sliding import slide

MAX_FILTERS = 512


@dataclass(frozen=True, kw_only=True)
class Conv2D(Layer):
    group = "convolution"
    purpose = "Slides small filters over the image; each filter learns to respond to one pattern."

    filters: Annotated[
        int, Integer(1, MAX_FILTERS, most=2048), "More filters find more kinds of patterns; time and weights grow with them."
    ] = 32
    kernel_size: Annotated[Pair, Size(1, 11, most=64), "A larger window sees more at once; its weights grow with its area."] = (
        3,
        3,
    )
    strides: Annotated[Pair, Size(1, 4, most=64), "A step of 2 halves height and width and skips every other position."] = (1, 1)
    padding: Annotated[
        str, Choice(("valid", "same")), "valid loses kernel_size - 1 pixels per axis; same pads with zeros and keeps the size."
    ] = "valid"
    activation: Annotated[
        str, Choice(ACTIVATIONS), "Applied to the result. With linear (no activation), two layers in a row equal one."
    ] = "relu"
    use_bias: Annotated[bool, Switch(), "Adds one learned number per filter; not needed right before BatchNormalization."] = True
    trainable: Annotated[bool, Switch(), TRAINABLE] = True

    def output_shape(self, shape: Shape) -> Shape:
        height, width, _ = image(self, shape)
        return *slide((height, width), self.kernel_size, self.strides, self.padding), self.filters

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        kernel = Weight("kernel", (*self.kernel_size, image(self, shape)[2], self.filters))
        return (kernel, Weight("bias", (self.filters,))) if self.use_bias else (kernel,)

    def macs(self, shape: Shape) -> int:
        return prod(self.output_shape(shape)) * prod(self.kernel_size) * shape[2]

    def window(self, shape: Shape) -> tuple[Pair, Pair]:
        return self.kernel_size, self.strides

    @property
    def label(self) -> str:
        return f"Conv2D {self.filters} {times(self.kernel_size)}"
