"""How large the output of a sliding window is, and which pixels it sees."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.spec.sliding import slide


@dataclass(frozen=True)
class Sizes:
    """A window of `kernel` pixels over `size` pixels, along one side; both sides are alike.

    Padding puts `before` and `after` zeros around, the odd one after, as Keras and TensorFlow do. V. Dumoulin and F. Visin,
    "A guide to convolution arithmetic for deep learning" (2016).
    """

    size: int
    kernel: int
    stride: int
    padding: str

    @property
    def output(self) -> int:
        """Places of the window; 0 where it does not fit."""
        if self.padding == "valid" and self.kernel > self.size:
            return 0
        return slide((self.size,) * 2, (self.kernel,) * 2, (self.stride,) * 2, self.padding)[0]

    @property
    def zeros(self) -> int:
        """Pixels of zeros that padding adds in all."""
        if self.padding == "valid":
            return 0
        return max((self.output - 1) * self.stride + self.kernel - self.size, 0)

    @property
    def before(self) -> int:
        return self.zeros // 2

    @property
    def after(self) -> int:
        return self.zeros - self.before

    @property
    def starts(self) -> list[int]:
        """First pixel of every window; negative ones begin in the padding."""
        return [place * self.stride - self.before for place in range(self.output)]

    @property
    def unseen(self) -> int:
        """Pixels of a side under no window."""
        seen = {start + offset for start in self.starts for offset in range(self.kernel)}
        return len(set(range(self.size)) - seen)

    @property
    def formula(self) -> str:
        """The arithmetic with its numbers."""
        if self.padding == "same":
            return f"ceil({self.size} / {self.stride}) = {self.output}"
        if not self.output:
            return f"{self.kernel} > {self.size}: the kernel does not fit"
        return f"floor(({self.size} − {self.kernel}) / {self.stride}) + 1 = {self.output}"
