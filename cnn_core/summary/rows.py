"""The table of a network: one row per layer, computed by arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cnn_core.spec.architecture import Architecture
from cnn_core.spec.composite import Composite
from cnn_core.spec.fields import Pair, Shape
from cnn_core.spec.layer import DoesNotFit, Layer, Weight
from cnn_core.summary.receptive_field import Extent, Spans
from cnn_core.text import shape_text

FLOAT32 = 4
ONE_PIXEL = ((1, 1), (1, 1))
Reach = Extent | Spans


@dataclass(frozen=True)
class Row:
    """One enabled layer in its place. `index` counts all layers of the architecture, disabled ones too."""

    index: int
    layer: Layer
    input_shape: Shape
    output_shape: Shape
    weights: tuple[Weight, ...]
    macs: int
    extents: tuple[Reach, Reach]

    @property
    def kind(self) -> str:
        return self.layer.kind

    @property
    def label(self) -> str:
        return self.layer.label

    @property
    def group(self) -> str:
        return self.layer.group

    @property
    def params(self) -> int:
        return sum(w.size for w in self.weights)

    @property
    def trainable(self) -> int:
        return sum(w.size for w in self.weights if w.trainable)

    @property
    def receptive_field(self) -> Pair:
        """Height and width of the part of the image that one output depends on, the largest of all outputs; (0, 0) if all see nothing but zeros that were put around."""
        sides = self.extents[0].size, self.extents[1].size
        return sides if all(sides) else (0, 0)

    @property
    def around(self) -> int | None:
        """How many layers lie on the way around a block, whose numbers are added to what it computes; None where there is no such way."""
        skip = self.layer.inside(self.input_shape).skip if isinstance(self.layer, Composite) else None
        return None if skip is None else len(skip)

    @property
    def shapes_values(self) -> bool:
        """Whether the layer computes new values, rather than selecting, dropping or averaging its inputs."""
        return bool(self.weights) or self.group == "activation"

    @property
    def activation_bytes(self) -> int:
        """Bytes in float32 of what the layer computes for one sample."""
        return self.layer.numbers(self.input_shape) * FLOAT32

    @property
    def arithmetic(self) -> str:
        """The parameter count as arithmetic: `3x3x32x64 + 64 = 18,496`; of a block the weights of its convolutions and those of its
        normalisations: `4,608 + 128 = 4,736`."""
        if not self.weights:
            return "0"
        if isinstance(self.layer, Composite):
            kernels = sum(weight.size for weight in self.weights if len(weight.shape) > 1)
            return f"{kernels:,} + {self.params - kernels:,} = {self.params:,}"
        terms = " + ".join(shape_text(w.shape) for w in self.weights)
        return f"{terms} = {self.params:,}"


@dataclass(frozen=True)
class Fault:
    """The first layer that cannot take what it gets, and why."""

    index: int
    input_shape: Shape
    problem: str


def walk(architecture: Architecture) -> tuple[tuple[Row, ...], Fault | None]:
    """The rows up to the end or up to the first layer that does not fit."""
    rows: list[Row] = []
    shape: Shape = architecture.input_shape
    down, across = _begin(architecture)
    for index, layer in enumerate(architecture.layers):
        if not layer.enabled:
            continue
        try:
            out = layer.output_shape(shape)
            window = layer.window(shape)
        except DoesNotFit as problem:
            return tuple(rows), Fault(index, shape, str(problem))
        if window is None:
            sides = out[:2] if len(out) == 3 else (1, 1)
            down, across = down.whole(sides[0]), across.whole(sides[1])
        elif layer.stretch != (1, 1):
            down, across = down.spans().stretched(layer.stretch[0]), across.spans().stretched(layer.stretch[1])
        elif len(out) == 3 and (window != ONE_PIXEL or out[:2] != shape[:2]):
            size, stride = window
            before = layer.before(shape)
            if window == ONE_PIXEL or layer.dilation != (1, 1):  # zeros around, or pixels left out, lie on no line
                down, across = down.spans(), across.spans()
            down = down.through(size[0], stride[0], before[0], out[0], layer.dilation[0])
            across = across.through(size[1], stride[1], before[1], out[1], layer.dilation[1])
        rows.append(Row(index, layer, shape, out, _weights(layer, shape), layer.macs(shape), (down, across)))
        shape = out
    return tuple(rows), None


def _begin(architecture: Architecture) -> tuple[Reach, Reach]:
    return Extent.of_image(architecture.input_shape[0]), Extent.of_image(architecture.input_shape[1])


def _weights(layer: Layer, shape: Shape) -> tuple[Weight, ...]:
    """The arrays of a layer; in a frozen layer none of them is trained."""
    weights = layer.weights(shape)
    return weights if getattr(layer, "trainable", True) else tuple(replace(weight, trainable=False) for weight in weights)
