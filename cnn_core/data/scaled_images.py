"""Images that stay pixels until somebody takes some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.scaling import Scaling


@dataclass(frozen=True, eq=False)
class ScaledImages:
    """The images in these rows of a dataset's pixels (n, height, width, channels), scaled where they are read: a part of them is an array
    of float32, as if all had been scaled.

    The pixels are the dataset's own: neither a copy of those in these rows nor one in float32, of four times their size, lies beside them.
    """

    pixels: NDArray[np.uint8]
    rows: NDArray[np.int64]
    scaling: Scaling

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self.rows), *self.pixels.shape[1:])

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, part: Any) -> NDArray[np.float32]:
        """A slice, or rows in any order."""
        return self.scaling.apply(self.pixels[self.rows[part]])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """All of them."""
        return np.asarray(self[:], dtype)
