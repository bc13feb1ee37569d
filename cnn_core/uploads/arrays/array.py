"""An array in an upload, before it is read: its name, shape and type are known, whatever the file's format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.spec.fields import Shape

Values = NDArray[Any]
OBJECTS = "O"


@dataclass(frozen=True, eq=False)
class Array:
    """`name` has the folder and the file that it lies in; `kind` is NumPy's letter for the type (`u`, `f`, `U`), O for objects.

    `columns_first`: a program that keeps the last axis outermost made it, as MATLAB does, so a row of pixels goes down the picture.
    `of` is the array in the file of which this is a part, empty if it is a whole one. `lists_images`: its values are numbers of images, which
    are labels of none.
    """

    name: str
    shape: Shape
    kind: str
    read: Callable[[], Values]
    columns_first: bool = False
    of: str = ""
    lists_images: bool = False

    @property
    def called(self) -> str:
        """The name in the file: that of the whole, if this is a part of it."""
        return self.of or self.name


def in_memory(name: str, values: Values, columns_first: bool = False) -> Array:
    """An array whose values are known already."""
    return Array(name, values.shape, values.dtype.kind, lambda: values, columns_first)


def one_hot(values: Values) -> bool:
    """Whether each row has a single 1 among zeros."""
    if values.ndim != 2 or values.shape[1] < 2 or values.dtype.kind not in "buif":
        return False
    return bool(np.all((values == 0) | (values == 1)) and np.all(values.sum(axis=1) == 1))
