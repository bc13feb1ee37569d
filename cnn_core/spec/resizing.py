"""Layers that make an image larger without computing anything new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cnn_core.spec.fields import Pair, Shape, Size
from cnn_core.spec.layer import Layer, image, times


@dataclass(frozen=True, kw_only=True)
class ZeroPadding2D(Layer):
    group = "convolution"
    purpose = "Puts rows and columns of zeros around the image, so that a following window also reaches its border."

    padding: Annotated[Pair, Size(0, 8), "Rows above and below, columns left and right: a 3x3 window keeps the size with 1."] = (
        1,
        1,
    )

    def output_shape(self, shape: Shape) -> Shape:
        height, width, channels = image(self, shape)
        return height + 2 * self.padding[0], width + 2 * self.padding[1], channels

    def before(self, shape: Shape) -> Pair:
        return self.padding

    @property
    def label(self) -> str:
        return f"ZeroPadding {times(self.padding)}"


@dataclass(frozen=True, kw_only=True)
class UpSampling2D(Layer):
    group = "pooling"
    purpose = "Repeats each pixel: the opposite of pooling, though what pooling dropped does not come back."

    size: Annotated[Pair, Size(1, 4), "How often each pixel is repeated, down and across: 2 doubles the sides."] = (2, 2)

    def output_shape(self, shape: Shape) -> Shape:
        height, width, channels = image(self, shape)
        return height * self.size[0], width * self.size[1], channels

    @property
    def stretch(self) -> Pair:
        return self.size

    @property
    def label(self) -> str:
        return f"UpSampling {times(self.size)}"
