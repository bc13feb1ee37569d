"""Functions between the layers of a Functional model: `inputs / 255.0`, which is what Keras's Rescaling does, and `relu(x)`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from cnn_core.keras_files.inbound import CONSTANT

NAMES = {"truediv": "divide", "truedivide": "divide", "div": "divide", "mul": "multiply", "sub": "subtract", "add": "add"}
ACTIVATIONS = ("relu", "relu6", "sigmoid", "tanh", "silu", "softplus")
"""Those that have no settings of their own."""
OPERATIONS = ("divide", "multiply", "subtract", "add")


def as_rescaling(layer: Mapping[str, Any]) -> dict[str, float] | None:
    """The settings of the Rescaling that equals it, as Keras 3 (`TrueDivide`) and 2 (`TFOpLambda`) write it; None if it is none."""
    operation, nodes = _operation(layer), layer.get("inbound_nodes")
    if operation not in OPERATIONS or not isinstance(nodes, list) or len(nodes) != 1:
        return None
    given = list(_arguments(nodes[0]))
    numbers = [each for each in given if isinstance(each, float)]
    if len(given) != 2 or len(numbers) != 1 or not math.isfinite(numbers[0]):
        return None
    number, first = numbers[0], isinstance(given[0], float)
    if operation == "divide":
        return None if first or number == 0 else {"scale": 1 / number, "offset": 0.0}
    if operation == "multiply":
        return {"scale": number, "offset": 0.0}
    if operation == "subtract":
        return {"scale": -1.0, "offset": number} if first else {"scale": 1.0, "offset": -number}
    return {"scale": 1.0, "offset": number}


def as_activation(layer: Mapping[str, Any]) -> str | None:
    """The activation that a function between layers computes, such as `keras.ops.relu`; None for everything else, also for layers, and
    for functions that Keras 2 gave more than what they are applied to, as the slope and the maximum of a ReLU."""
    kind = str(layer.get("class_name"))
    if kind == "TFOpLambda":
        named, nodes = _operation(layer), layer.get("inbound_nodes")
        return named if named in ACTIVATIONS and list(_arguments(nodes)) == [None] else None
    named = kind.casefold()
    return named if named in ACTIVATIONS and kind == named.capitalize() else None


def _operation(layer: Mapping[str, Any]) -> str:
    kind, settings = str(layer.get("class_name")), layer.get("config")
    if kind == "TFOpLambda" and isinstance(settings, dict):
        kind = str(settings.get("function")).rpartition(".")[2]
    name = kind.casefold()
    return NAMES.get(name, name)


def _arguments(node: object) -> Iterator[float | None]:
    """Numbers as they are, what other layers give as None, in their order."""
    if isinstance(node, dict):  # Keras 3: args and kwargs
        given = node.get("args")
        for each in given if isinstance(given, list) else ():
            yield _argument(each)
    elif isinstance(node, list) and node and isinstance(node[0], list):
        yield from _arguments(node[0])
    elif (
        isinstance(node, list) and len(node) == 4 and isinstance(node[3], dict)
    ):  # Keras 2: the layer before, and what is given beside
        yield _argument(node[2]) if node[0] == CONSTANT else None
        yield from (_argument(each) for name, each in node[3].items() if name != "name")


def _argument(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
