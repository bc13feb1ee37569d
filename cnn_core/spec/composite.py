"""Layers that stand for several: a block of a network as one entry of its list, and the plain layers inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import Any

from cnn_core.spec.activation import Activation
from cnn_core.spec.fields import Pair, Shape
from cnn_core.spec.layer import Layer, Weight


@dataclass(frozen=True)
class Step:
    """A plain layer inside a block, under the name that it has there."""

    name: str
    layer: Layer

    def own(self, weights: Mapping[str, Any]) -> dict[str, Any]:
        """Of the weights of a block, those of this step, by their names in the plain layer."""
        return {name.removeprefix(f"{self.name}."): each for name, each in weights.items() if name.startswith(f"{self.name}.")}


@dataclass(frozen=True)
class Inside:
    """What a block stands for: `main`, one step after the other, and beside it the way around, whose numbers are added.

    `skip` is None where there is no way around, and empty where its numbers stay as they are. `after` follows the sum.
    """

    main: tuple[Step, ...]
    skip: tuple[Step, ...] | None = None
    after: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        return *self.main, *(self.skip or ()), *self.after


@dataclass(frozen=True, kw_only=True)
class Composite(Layer, abstract=True):
    """Base of the blocks. Whatever is asked of a block is answered by the layers inside it."""

    group = "convolution"

    def inside(self, shape: Shape) -> Inside:
        """The plain layers that the block stands for, for this input shape; DoesNotFit if it takes none such."""
        raise NotImplementedError

    def shaped(self, shape: Shape) -> Iterator[tuple[Step, Shape]]:
        """Each step with the shape that reaches it."""
        within = self.inside(shape)
        for way in (within.main, within.skip or ()):
            reached = shape
            for step in way:
                yield step, reached
                reached = step.layer.output_shape(reached)
        for step in within.after:
            yield step, self.output_shape(shape)

    def output_shape(self, shape: Shape) -> Shape:
        for step in self.inside(shape).main:
            shape = step.layer.output_shape(shape)
        return shape

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        found = ((step.name, weight) for step, reached in self.shaped(shape) for weight in step.layer.weights(reached))
        return tuple(replace(weight, name=f"{name}.{weight.name}") for name, weight in found)

    def macs(self, shape: Shape) -> int:
        return sum(step.layer.macs(reached) for step, reached in self.shaped(shape))

    def numbers(self, shape: Shape) -> int:
        inner = sum(prod(step.layer.output_shape(reached)) for step, reached in self.shaped(shape))
        return inner + (prod(self.output_shape(shape)) if self.inside(shape).skip is not None else 0)

    def ending(self, shape: Shape) -> str:
        after = self.inside(shape).after
        return after[-1].layer.ending(shape) if after else "linear"

    def window(self, shape: Shape) -> tuple[Pair, Pair]:
        """That of all steps together. Each pads and moves by at most 2, so it has no gaps, and what goes around lies within it."""
        return self._reach(shape)[:2]

    def before(self, shape: Shape) -> Pair:
        return self._reach(shape)[2]

    def _reach(self, shape: Shape) -> tuple[Pair, Pair, Pair]:
        size, stride, before = [1, 1], [1, 1], [0, 0]
        for step in self.inside(shape).main:
            window, first = step.layer.window(shape) or ((1, 1), (1, 1)), step.layer.before(shape)
            for k in (0, 1):
                size[k] += (window[0][k] - 1) * stride[k]
                before[k] += first[k] * stride[k]
                stride[k] *= window[1][k]
            shape = step.layer.output_shape(shape)
        return (size[0], size[1]), (stride[0], stride[1]), (before[0], before[1])


def activated(name: str, activation: str) -> tuple[Step, ...]:
    """A step that applies the activation; none for "linear"."""
    return () if activation == "linear" else (Step(name, Activation(activation=activation)),)
