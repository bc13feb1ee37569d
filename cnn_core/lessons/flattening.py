"""How many numbers stand between the layers, and what a Dense layer after Flatten costs."""

from __future__ import annotations

from dataclasses import dataclass

SIDE = 28


@dataclass(frozen=True)
class Stage:
    """An image (side, side, channels) on its way through the network."""

    name: str
    side: int
    channels: int

    @property
    def numbers(self) -> int:
        return self.side * self.side * self.channels

    @property
    def arithmetic(self) -> str:
        return f"{self.side}×{self.side}×{self.channels} = {self.numbers:,}"


def stages(filters: int, pooling: bool) -> list[Stage]:
    """28x28x1, one 3x3 convolution and, if wanted, one 2x2 pooling."""
    after = [Stage("input", SIDE, 1), Stage(f"Conv2D, {filters} filters 3×3", SIDE - 2, filters)]
    return [*after, Stage("MaxPooling2D 2×2", (SIDE - 2) // 2, filters)] if pooling else after


def dense_weights(numbers: int, units: int) -> int:
    """Each unit has one weight for each number, and a bias."""
    return numbers * units + units
