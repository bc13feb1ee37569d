"""The base class of all layer kinds."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Annotated, Any, ClassVar

from cnn_core.spec.family import Family
from cnn_core.spec.fields import Pair, Shape, Switch
from cnn_core.spec.weight_settings import penalty_config

TRAINABLE = "Off freezes the weights: training leaves them as they are, for layers reused from another network."
ACTIVATIONS = ("linear", "relu", "softmax", "sigmoid", "tanh", "elu", "selu", "gelu", "silu", "softplus", "relu6")


class DoesNotFit(Exception):
    """A layer cannot take this input shape. A normal state while a slider moves, so not an error of the spec."""


@dataclass(frozen=True)
class Weight:
    """One array of weights: its Keras name, its shape, and whether training changes it."""

    name: str
    shape: Shape
    trainable: bool = True

    @property
    def size(self) -> int:
        return prod(self.shape)


@dataclass(frozen=True, kw_only=True)
class Layer(Family):
    """Base of all layer kinds: a frozen dataclass whose fields are Keras's argument names.

    Shapes leave out the batch: (height, width, channels) for images, (units,) for vectors.
    `enabled=False` keeps a layer in the list but out of the network.
    """

    group: ClassVar[str] = "other"
    purpose: ClassVar[str] = ""
    regularized: ClassVar[tuple[str, ...]] = ()
    """Keras's names of the arguments that take the regularizer of `l1` and `l2`, where a layer has these fields."""

    enabled: Annotated[bool, Switch(), "Off keeps the layer in the list and leaves it out of the network."] = True

    def output_shape(self, shape: Shape) -> Shape:
        """The shape that comes out for the shape that goes in; DoesNotFit if none can."""
        return shape

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """The arrays of weights that the layer has for this input shape."""
        return ()

    def macs(self, shape: Shape) -> int:
        """Multiply-accumulate operations for one sample."""
        return 0

    def numbers(self, shape: Shape) -> int:
        """How many numbers it computes for one sample, those inside a block included."""
        return prod(self.output_shape(shape))

    def window(self, shape: Shape) -> tuple[Pair, Pair] | None:
        """Size of the input window of one output pixel, and the step between neighbours; None: the whole input."""
        return (1, 1), (1, 1)

    def before(self, shape: Shape) -> Pair:
        """Rows above and columns left of the input at which the first window begins: TensorFlow puts an odd one of padding behind."""
        window = self.window(shape)
        if getattr(self, "padding", "valid") != "same" or window is None:
            return 0, 0
        size, step = window
        outputs = self.output_shape(shape)
        top, left = (max(0, (outputs[k] - 1) * step[k] + size[k] - shape[k]) // 2 for k in (0, 1))
        return top, left

    @property
    def dilation(self) -> Pair:
        """The step between neighbouring inputs of one window, down and across."""
        return 1, 1

    @property
    def stretch(self) -> Pair:
        """How many outputs one input pixel gives, down and across, where a layer makes an image larger."""
        return 1, 1

    def keras_arguments(self) -> dict[str, Any]:
        """The arguments for the Keras class of the same name, a regularizer as its configuration."""
        values = self.values()
        given = {name: value for name, value in values.items() if name not in ("enabled", "l1", "l2")}
        if self.regularized and (config := penalty_config(values["l1"], values["l2"])):
            given |= dict.fromkeys(self.regularized, config)
        return given

    def ending(self, shape: Shape) -> str:
        """The activation that the numbers of its output went through last."""
        return str(getattr(self, "activation", "linear"))

    @property
    def nonlinear(self) -> bool:
        """Whether the layer is nonlinear: a stack of linear layers equals one linear layer."""
        return getattr(self, "activation", "linear") != "linear"

    @property
    def needs_image(self) -> bool:
        """Whether the layer cannot take a vector."""
        try:
            self.output_shape((1,))
        except DoesNotFit:
            return True
        return False

    @property
    def label(self) -> str:
        """A short label for pictures and lists."""
        return self.kind


def image(layer: Layer, shape: Shape) -> tuple[int, int, int]:
    """The input shape, if it is an image."""
    if len(shape) != 3:
        raise DoesNotFit(f"{layer.kind} needs an image (height, width, channels) but gets a vector of {shape[0]:,}")
    return shape[0], shape[1], shape[2]


def times(pair: Pair) -> str:
    return f"{pair[0]}x{pair[1]}"
