"""Convolutions: of all channels at once, of each channel by itself, and of both one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Annotated

from cnn_core.spec.fields import ADVANCED, Choice, Integer, Pair, Shape, Size, Switch
from cnn_core.spec.layer import ACTIVATIONS, TRAINABLE, DoesNotFit, Layer, Weight, image, times
from cnn_core.spec.sliding import slide, spread
from cnn_core.spec.weight_settings import L1, L2, Initializer

MAX_FILTERS = 512
MOST_FILTERS = 2048


Kernel = Annotated[Pair, Size(1, 11, most=64), "A larger window sees more at once; its weights grow with its area."]
Filters = Annotated[
    int, Integer(1, MAX_FILTERS, most=MOST_FILTERS), "More filters find more kinds of patterns; time and weights grow with them."
]
Padding = Annotated[
    str, Choice(("valid", "same")), "valid loses kernel_size - 1 pixels per axis; same pads with zeros and keeps the size."
]
Stride = Annotated[int, Integer(1, 4), "A step of 2 halves height and width and skips every other position."]
Multiplier = Annotated[int, Integer(1, 8), "Filters per channel: the depthwise part gives so many times the channels."]
Function = Annotated[
    str, Choice(ACTIVATIONS), "Applied to the result. With linear (no activation), two layers in a row equal one."
]
Bias = Annotated[bool, Switch(), "Adds one learned number per filter; not needed right before BatchNormalization."]
Trainable = Annotated[bool, Switch(), TRAINABLE]
Dilation = Annotated[
    Pair,
    Size(1, 8, most=64),
    "Leaves dilation_rate - 1 pixels out between those of a window: it sees further with the same weights.",
    ADVANCED,
]
Groups = Annotated[
    int,
    Integer(1, 64, most=2048),
    "Splits channels and filters into groups that do not read each other: so many times fewer weights and products.",
    ADVANCED,
]


@dataclass(frozen=True, kw_only=True)
class Conv2D(Layer):
    group = "convolution"
    purpose = "Slides small filters over the image; each filter learns to respond to one pattern."
    regularized = ("kernel_regularizer",)

    filters: Filters = 32
    kernel_size: Kernel = (3, 3)
    strides: Annotated[Pair, Size(1, 4, most=64), "A step of 2 halves height and width and skips every other position."] = (1, 1)
    padding: Padding = "valid"
    activation: Function = "relu"
    use_bias: Bias = True
    trainable: Trainable = True
    dilation_rate: Dilation = (1, 1)
    groups: Groups = 1
    kernel_initializer: Initializer = "glorot_uniform"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def output_shape(self, shape: Shape) -> Shape:
        height, width, channels = image(self, shape)
        for count, what in ((channels, "channels"), (self.filters, "filters")):
            if count % self.groups:
                raise DoesNotFit(f"{count:,} {what} cannot be divided into {self.groups} groups")
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise DoesNotFit("strides and dilation_rate cannot both be above 1")
        return *slide((height, width), *self.window(shape), self.padding), self.filters

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        kernel = Weight("kernel", (*self.kernel_size, image(self, shape)[2] // self.groups, self.filters))
        return (kernel, Weight("bias", (self.filters,))) if self.use_bias else (kernel,)

    def macs(self, shape: Shape) -> int:
        return prod(self.output_shape(shape)) * prod(self.kernel_size) * shape[2] // self.groups

    def window(self, shape: Shape) -> tuple[Pair, Pair]:
        return spread(self.kernel_size, self.dilation_rate), self.strides

    @property
    def dilation(self) -> Pair:
        return self.dilation_rate

    @property
    def label(self) -> str:
        return f"Conv2D {self.filters} {times(self.kernel_size)}"


@dataclass(frozen=True, kw_only=True)
class DepthwiseConv2D(Layer):
    group = "convolution"
    purpose = "Filters each channel by itself: few weights, and no channel reads another (Howard et al., MobileNets, 2017)."
    regularized = ("depthwise_regularizer",)

    kernel_size: Kernel = (3, 3)
    strides: Stride = 1
    padding: Padding = "valid"
    depth_multiplier: Multiplier = 1
    activation: Function = "relu"
    use_bias: Bias = True
    trainable: Trainable = True
    dilation_rate: Dilation = (1, 1)
    depthwise_initializer: Initializer = "glorot_uniform"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def output_shape(self, shape: Shape) -> Shape:
        height, width, channels = image(self, shape)
        sides = slide((height, width), *self.window(shape), self.padding)
        return *sides, channels * self.depth_multiplier

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        channels = image(self, shape)[2]
        kernel = Weight("kernel", (*self.kernel_size, channels, self.depth_multiplier))
        return (kernel, Weight("bias", (channels * self.depth_multiplier,))) if self.use_bias else (kernel,)

    def macs(self, shape: Shape) -> int:
        return prod(self.output_shape(shape)) * prod(self.kernel_size)

    def window(self, shape: Shape) -> tuple[Pair, Pair]:
        return spread(self.kernel_size, self.dilation_rate), (self.strides,) * 2

    @property
    def dilation(self) -> Pair:
        return self.dilation_rate

    @property
    def label(self) -> str:
        return f"Depthwise {times(self.kernel_size)}"


@dataclass(frozen=True, kw_only=True)
class SeparableConv2D(Layer):
    group = "convolution"
    purpose = "A depthwise convolution, then a 1x1 one across the channels: like Conv2D with far fewer weights (Chollet, Xception, 2017)."
    regularized = ("depthwise_regularizer", "pointwise_regularizer")

    filters: Filters = 32
    kernel_size: Kernel = (3, 3)
    strides: Stride = 1
    padding: Padding = "valid"
    depth_multiplier: Multiplier = 1
    activation: Function = "relu"
    use_bias: Bias = True
    trainable: Trainable = True
    dilation_rate: Dilation = (1, 1)
    depthwise_initializer: Initializer = "glorot_uniform"
    pointwise_initializer: Initializer = "glorot_uniform"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def output_shape(self, shape: Shape) -> Shape:
        height, width, _ = image(self, shape)
        return *slide((height, width), *self.window(shape), self.padding), self.filters

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        channels = image(self, shape)[2]
        depthwise = Weight("depthwise_kernel", (*self.kernel_size, channels, self.depth_multiplier))
        made = depthwise, Weight("pointwise_kernel", (1, 1, channels * self.depth_multiplier, self.filters))
        return (*made, Weight("bias", (self.filters,))) if self.use_bias else made

    def macs(self, shape: Shape) -> int:
        between = prod(self.output_shape(shape)[:2]) * shape[2] * self.depth_multiplier
        return between * (prod(self.kernel_size) + self.filters)

    def window(self, shape: Shape) -> tuple[Pair, Pair]:
        return spread(self.kernel_size, self.dilation_rate), (self.strides,) * 2

    @property
    def dilation(self) -> Pair:
        return self.dilation_rate

    @property
    def label(self) -> str:
        return f"Separable {self.filters} {times(self.kernel_size)}"


CONVOLUTIONS = (Conv2D, DepthwiseConv2D, SeparableConv2D)
"""The layers that slide a kernel of weights over an image."""
