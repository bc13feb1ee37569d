"""Which layers of a Functional model a layer takes its inputs from."""

from __future__ import annotations

from collections.abc import Iterator

MAX_NESTING = 16
CONSTANT = "_CONSTANT_VALUE"
"""What Keras 2 puts in place of a layer where a number comes first, as in `1 - x`."""


def sources_of(nodes: object) -> list[str]:
    """The names of the layers in an inbound node: `["dense", 0, 0, {}]` before Keras 3, `keras_history` since."""
    return [each for each in _found(nodes, 0) if each != CONSTANT]


def _found(nodes: object, depth: int) -> Iterator[str]:
    if depth > MAX_NESTING:
        return
    if isinstance(nodes, dict):
        history = nodes.get("keras_history")
        if isinstance(history, list) and history:
            yield str(history[0])
        else:
            for each in nodes.values():
                yield from _found(each, depth + 1)
    elif isinstance(nodes, list):
        if len(nodes) >= 3 and isinstance(nodes[0], str) and all(isinstance(each, int) for each in nodes[1:3]):
            yield nodes[0]
            nodes = nodes[3:]
        for each in nodes:
            yield from _found(each, depth + 1)
