"""Repeated groups of layers in a long network, which a list can show as one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnn_core.spec.layer import Layer

LONG = 15
LONGEST = 8
SHORT = {"Conv2D": "Conv", "BatchNormalization": "BN", "ResidualBlock": "Residual"}


@dataclass(frozen=True)
class Repeat:
    """`times` groups of `period` layers each, alike but for their settings; the first layer has the index `start`."""

    start: int
    period: int
    times: int
    label: str

    @property
    def end(self) -> int:
        """The index behind the last layer."""
        return self.start + self.period * self.times


def repeats(layers: Sequence[Layer]) -> list[Repeat]:
    """The repeated groups of a network of more than 15 layers, from the first on: `Conv + BN + relu, 9 times`.

    Where several could begin, the one that covers most layers, of those the shortest. A single kind must stand three times in a row.
    """
    found: list[Repeat] = []
    if len(layers) <= LONG:
        return found
    names = [_name(layer) for layer in layers]
    start = 0
    while start < len(names):
        here = [
            each for period in range(1, LONGEST + 1) if (each := _from(names, start, period)).times >= 2 and each.end - start >= 3
        ]
        if here:
            found.append(max(here, key=lambda each: (each.end, -each.period)))
        start = found[-1].end if here else start + 1
    return found


def _from(names: list[str], start: int, period: int) -> Repeat:
    group, times = names[start : start + period], 1
    while len(group) == period and names[start + times * period : start + (times + 1) * period] == group:
        times += 1
    return Repeat(start, period, times, f"{' + '.join(group)}, {times} times")


def _name(layer: Layer) -> str:
    """Two layers with one name may be folded together."""
    name = (
        str(layer.values()["activation"]) if layer.kind == "Activation" else SHORT.get(layer.kind, layer.kind.removesuffix("2D"))
    )
    return name if layer.enabled else f"{name} (off)"
