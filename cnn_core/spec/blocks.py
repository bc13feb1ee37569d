"""Blocks of known networks: with a way around their convolutions, or with convolutions of each channel by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from cnn_core.spec.composite import Composite, Inside, Step, activated
from cnn_core.spec.convolution import MOST_FILTERS, Conv2D, DepthwiseConv2D, Filters, Function, Kernel, Trainable
from cnn_core.spec.fields import ADVANCED, Integer, Real, Shape
from cnn_core.spec.layer import DoesNotFit, image, times
from cnn_core.spec.normalisation import BatchNormalization
from cnn_core.spec.weight_settings import L1, L2, Initializer

Stride = Annotated[int, Integer(1, 2), "A step of 2 halves height and width, in the first convolution with a window."]
Momentum = Annotated[
    float,
    Real(0.0, 0.999, stops=(0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999), most=1.0),
    "Of each BatchNormalization inside. Higher: its moving averages change more slowly.",
    ADVANCED,
]


@dataclass(frozen=True, kw_only=True)
class _Block(Composite):
    """What the blocks share: convolutions without bias that keep the size, each normalised."""

    filters: Filters = 32
    kernel_size: Kernel = (3, 3)
    strides: Stride = 1
    activation: Function = "relu"
    trainable: Trainable = True
    momentum: Momentum = 0.99
    kernel_initializer: Initializer = "he_normal"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def _conv(self, name: str, filters: int, kernel: tuple[int, int], strides: int = 1) -> tuple[Step, Step]:
        conv = Conv2D(
            filters=filters,
            kernel_size=kernel,
            strides=(strides, strides),
            kernel_initializer=self.kernel_initializer,
            **self._usual,
        )
        return Step(f"{name}_conv", conv), self._norm(name)

    def _depthwise(self) -> tuple[Step, ...]:
        conv = DepthwiseConv2D(
            kernel_size=self.kernel_size,
            strides=self.strides,
            depthwise_initializer=self.kernel_initializer,
            **self._usual,
        )
        return Step("depthwise_conv", conv), self._norm("depthwise"), *activated("depthwise_activation", self.activation)

    def _norm(self, name: str) -> Step:
        return Step(f"{name}_norm", BatchNormalization(momentum=self.momentum, trainable=self.trainable))

    @property
    def _usual(self) -> dict[str, Any]:
        plain = {"padding": "same", "activation": "linear", "use_bias": False}
        return {**plain, "trainable": self.trainable, "l1": self.l1, "l2": self.l2}


@dataclass(frozen=True, kw_only=True)
class ResidualBlock(_Block):
    purpose = (
        "Two convolutions learn what to add to the image, which also goes around them: gradients reach early layers of deep networks "
        "(He et al., 2015)."
    )

    def inside(self, shape: Shape) -> Inside:
        channels = image(self, shape)[2]
        first = (
            *self._conv("first", self.filters, self.kernel_size, self.strides),
            *activated("first_activation", self.activation),
        )
        around = self._conv("skip", self.filters, (1, 1), self.strides) if self.strides > 1 or channels != self.filters else ()
        return Inside(
            main=(*first, *self._conv("second", self.filters, self.kernel_size)),
            skip=around,
            after=activated("activation", self.activation),
        )

    @property
    def label(self) -> str:
        return f"Residual {self.filters} {times(self.kernel_size)}"


@dataclass(frozen=True, kw_only=True)
class InvertedResidual(_Block):
    purpose = (
        "1x1 to more channels, a filter for each of them, 1x1 back to few, and around it the image where shapes agree "
        "(Sandler et al., MobileNetV2, 2018)."
    )

    expansion: Annotated[
        int, Integer(1, 10), "Channels inside for each one outside: more can tell more apart, and cost as much more."
    ] = 6
    activation: Function = "relu6"

    def inside(self, shape: Shape) -> Inside:
        channels = image(self, shape)[2]
        inner = channels * self.expansion
        wide: tuple[Step, ...] = ()
        if inner > MOST_FILTERS:
            raise DoesNotFit(
                f"{channels:,} channels times the expansion {self.expansion} are {inner:,}, and {MOST_FILTERS:,} is the most"
            )
        if self.expansion > 1:
            wide = *self._conv("expand", inner, (1, 1)), *activated("expand_activation", self.activation)
        same = self.strides == 1 and channels == self.filters
        main = (*wide, *self._depthwise(), *self._conv("project", self.filters, (1, 1)))
        return Inside(main=main, skip=() if same else None)

    @property
    def label(self) -> str:
        return f"Inverted {self.filters} {times(self.kernel_size)}"


@dataclass(frozen=True, kw_only=True)
class SeparableBlock(_Block):
    purpose = (
        "A filter for each channel, then 1x1 across the channels: about an eighth of a convolution's products "
        "(Howard et al., MobileNets, 2017)."
    )

    def inside(self, shape: Shape) -> Inside:
        image(self, shape)
        return Inside(
            main=(*self._depthwise(), *self._conv("pointwise", self.filters, (1, 1))),
            after=activated("activation", self.activation),
        )

    @property
    def label(self) -> str:
        return f"SeparableBlock {self.filters} {times(self.kernel_size)}"


BLOCKS = (ResidualBlock, InvertedResidual, SeparableBlock)
NORMALISED = (BatchNormalization, *BLOCKS)
"""The layers that keep running averages of batches, with a `momentum`."""
