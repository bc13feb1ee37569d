"""Which pixels of the image the outputs of a layer depend on."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Extent:
    """Along one side of the image: what each of a layer's `positions` depends on.

    Position p depends on pixels from first + p * jump to last + p * jump, as far as they lie between 0 and `end`. Layers of windows
    move these two lines and make them steeper (Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks",
    Distill 2019); `end` falls where windows leave a rest at the end of the image out.
    """

    positions: int
    end: int
    first: int = 0
    last: int = 0
    jump: int = 1

    @classmethod
    def of_image(cls, size: int) -> Extent:
        return cls(positions=size, end=size - 1)

    @property
    def size(self) -> int:
        """Pixels from the first to the last that the position which depends on most of them depends on."""
        turns = (-self.first // self.jump, (self.end - self.last) // self.jump)  # where the ends of the image begin to cut
        near = (min(max(turn + step, 0), self.positions - 1) for turn in turns for step in (0, 1))
        return max(min(self.end, self.last + p * self.jump) - max(0, self.first + p * self.jump) + 1 for p in near)

    def through(self, window: int, stride: int, padding: str, positions: int) -> Extent:
        """After a window has slid over it, with TensorFlow's padding: one more at the end if it cannot be the same on both sides."""
        padded = max(0, (positions - 1) * stride + window - self.positions) // 2 if padding == "same" else 0
        first = self.first - padded * self.jump
        last = self.last + (window - 1 - padded) * self.jump
        jump = self.jump * stride
        return Extent(positions, min(self.end, last + (positions - 1) * jump), first, last, jump)

    def whole(self) -> Extent:
        """After a layer each of whose outputs depends on all that reaches it."""
        return replace(Extent.of_image(self.end + 1), positions=1, last=self.end)
