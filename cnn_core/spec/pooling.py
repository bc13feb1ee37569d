"""Pooling: an image made smaller, channel by channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cnn_core.spec.fields import Choice, Pair, Shape, Size
from cnn_core.spec.layer import Layer, image, times
from cnn_core.spec.sliding import slide


@dataclass(frozen=True, kw_only=True)
class _Pooling(Layer):
    group = "pooling"

    pool_size: Annotated[Pair, Size(1, 8, most=64), "A 2x2 window keeps a quarter of the numbers; a larger one keeps fewer."] = (
        2,
        2,
    )
    strides: Annotated[
        Pair | None, Size(1, 8, optional=True, most=64), "As pool_size: windows lie side by side. Smaller: they overlap."
    ] = None
    padding: Annotated[
        str, Choice(("valid", "same")), "valid drops a rest that does not fill a window; same pads it and rounds up."
    ] = "valid"

    @property
    def steps(self) -> Pair:
        return self.strides or self.pool_size

    def output_shape(self, shape: Shape) -> Shape:
        height, width, channels = image(self, shape)
        return *slide((height, width), self.pool_size, self.steps, self.padding), channels

    def window(self, shape: Shape) -> tuple[Pair, Pair]:
        return self.pool_size, self.steps

    @property
    def label(self) -> str:
        return f"{self.kind.removesuffix('2D')} {times(self.pool_size)}"


@dataclass(frozen=True, kw_only=True)
class MaxPooling2D(_Pooling):
    purpose = "Keeps the largest number of each window: was the pattern anywhere here?"


@dataclass(frozen=True, kw_only=True)
class AveragePooling2D(_Pooling):
    purpose = "Keeps the mean of each window: how much of the pattern is here?"


@dataclass(frozen=True, kw_only=True)
class _GlobalPooling(Layer):
    group = "pooling"

    def output_shape(self, shape: Shape) -> Shape:
        return (image(self, shape)[2],)

    def window(self, shape: Shape) -> None:
        return None


@dataclass(frozen=True, kw_only=True)
class GlobalAveragePooling2D(_GlobalPooling):
    purpose = "Keeps one mean per channel: turns an image into a vector without any weights."


@dataclass(frozen=True, kw_only=True)
class GlobalMaxPooling2D(_GlobalPooling):
    purpose = "Keeps the largest number per channel: was the pattern anywhere in the image? A vector without any weights."
