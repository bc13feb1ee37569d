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

    def through(self, window: int, stride: int, before: int, positions: int, dilation: int = 1) -> Extent:
        """After a window has slid over it that begins so many positions `before` the first; none of its own are left out."""
        first = self.first - before * self.jump
        last = self.last + (window - 1 - before) * self.jump
        jump = self.jump * stride
        return Extent(positions, min(self.end, last + (positions - 1) * jump), first, last, jump)

    def whole(self, positions: int) -> Extent | Spans:
        """After a layer each of whose outputs depends on all that reaches it."""
        if positions > 1:
            return Spans(((0, self.end),) * positions)
        return replace(Extent.of_image(self.end + 1), positions=1, last=self.end)

    def spans(self) -> Spans:
        """The same for each position by itself: before zeros are put around or positions are repeated."""
        lines = ((self.first + p * self.jump, self.last + p * self.jump) for p in range(self.positions))
        return Spans(tuple((max(0, first), min(self.end, last)) for first, last in lines))


@dataclass(frozen=True)
class Spans:
    """The same, position by position, for what no two lines can say: first and last pixel of each, the last before the first for none."""

    pixels: tuple[tuple[int, int], ...]

    @property
    def size(self) -> int:
        return max((last - first + 1 for first, last in self.pixels), default=0)

    def spans(self) -> Spans:
        return self

    def through(self, window: int, stride: int, before: int, positions: int, dilation: int = 1) -> Spans:
        made = []
        for start in range(-before, positions * stride - before, stride):
            first = start if start >= 0 else start % dilation  # the first of the window's inputs that is there
            seen = [span for span in self.pixels[first : max(0, start + window) : dilation] if span[0] <= span[1]]
            made.append((min(first for first, _ in seen), max(last for _, last in seen)) if seen else (0, -1))
        return Spans(tuple(made))

    def whole(self, positions: int) -> Spans:
        return self.through(len(self.pixels), 1, 0, 1).stretched(positions)

    def stretched(self, times: int) -> Spans:
        return Spans(tuple(span for span in self.pixels for _ in range(times)))
