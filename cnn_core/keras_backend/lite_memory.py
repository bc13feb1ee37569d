"""The memory that a TensorFlow Lite file needs for what its layers give to each other, read from the file itself."""

from __future__ import annotations

from math import prod
from typing import Any

from tensorflow.lite.python import schema_py_generated as schema

BYTES = {
    schema.TensorType.FLOAT32: 4,
    schema.TensorType.FLOAT16: 2,
    schema.TensorType.INT32: 4,
    schema.TensorType.INT64: 8,
    schema.TensorType.INT16: 2,
}
"""By type of number; all others have one byte."""


def activation_bytes(content: bytes) -> int:
    """The most bytes of results that are needed at the same time while one image is computed, operation after operation.

    A result is needed from the operation that makes it to the last one that takes it. Weights do not count, nor what follows from
    weights alone (a float16 file unpacks its weights), nor what an interpreter takes for itself.
    """
    model = schema.Model.GetRootAsModel(content, 0)
    graph = model.Subgraphs(0)
    steps = [_ends(graph.Operators(number)) for number in range(graph.OperatorsLength())]
    known = {int(number) for number in graph.InputsAsNumpy()}
    made = dict.fromkeys(known, 0)
    needed = dict.fromkeys((int(number) for number in graph.OutputsAsNumpy()), len(steps))
    for place, (taken, given) in enumerate(steps):
        if known.isdisjoint(taken):
            continue
        for number in given:
            known.add(number)
            made[number] = place
        for number in taken:
            needed[number] = max(place, needed.get(number, 0))
    sizes = {number: _size(graph.Tensors(number)) for number in made}
    living = ((n for n in made if made[n] <= place <= needed.get(n, made[n])) for place in range(len(steps)))
    return max((sum(sizes[number] for number in at_once) for at_once in living), default=0)


def _ends(operation: Any) -> tuple[list[int], list[int]]:
    """What an operation takes and gives; one without a bias says -1 for it."""
    return [int(n) for n in operation.InputsAsNumpy() if n >= 0], [int(n) for n in operation.OutputsAsNumpy()]


def _size(tensor: Any) -> int:
    shape = [] if tensor.ShapeIsNone() else [int(side) for side in tensor.ShapeAsNumpy()]
    return prod(shape) * BYTES.get(tensor.Type(), 1)
