"""Arrays in which an axis counts the classes, as in USPS of Sam Roweis: (256 pixels, 1,100 images, 10 classes)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from cnn_core.spec.fields import Shape
from cnn_core.uploads.arrays.array import Array, Values
from cnn_core.uploads.arrays.shapes import CHANNELS, is_row_of_pixels

MIN_CLASSES, MAX_CLASSES = 2, 100
MIN_ROW, MIN_SIDE = 36, 6
"""Fewer pixels are no picture that anybody keeps."""
TIMES = 5
"""So many more images than classes, or rows than columns: no picture is so high and narrow."""


def per_class(arrays: Sequence[Array]) -> tuple[list[Array], str]:
    """An array of images for each class and part, and a sentence that says so; nothing where an array has no such axis.

    A class is called by a list of words of the right length, or by its place, counted from 1 as MATLAB does or else from 0.
    """
    numbers = [each for each in arrays if each.kind in "buif"]
    words = [each for each in arrays if each.kind in "US"]
    found: list[Array] = []
    for array in numbers:
        classes, shape, of = _axis(array)
        if not classes:
            return [], ""
        listed = next((each for each in words if each.shape in ((classes,), (1, classes), (classes, 1))), None)
        start = int(array.columns_first)
        names = [str(number + start) for number in range(classes)] if listed is None else _texts(listed)
        found += [
            Array(
                f"{array.name}/{name}",
                shape,
                array.kind,
                partial(_read, array, number, of),
                array.columns_first and len(shape) == 2,
            )
            for number, name in enumerate(names)
        ]
    shown = " and ".join(str(each.shape) for each in numbers[:2])
    return found, f"An axis of {shown} counts the classes; where nothing says their names, they are called by their place."


def _axis(array: Array) -> tuple[int, Shape, Callable[[Values, int], Values]]:
    """How many classes, the shape of the array of each, and how it is got; no class if no axis counts them."""
    shape = array.shape
    first, last = (len(shape) > 2 and MIN_CLASSES <= shape[axis] <= MAX_CLASSES for axis in (0, -1))
    if len(shape) == 3 and last and _row(shape[0]) and shape[1] >= TIMES * shape[2]:
        return shape[2], (shape[1], shape[0]), _columns
    if len(shape) == 3 and first and _row(shape[2]) and shape[1] >= TIMES * shape[0]:
        return shape[0], shape[1:], _at
    if len(shape) == 4 and first and not {shape[1], shape[3]} & set(CHANNELS) and min(shape[2:]) >= MIN_SIDE:
        return shape[0], shape[1:], _at
    if len(shape) == 5 and first and shape[4] in CHANNELS and min(shape[2:4]) >= MIN_SIDE:
        return shape[0], shape[1:], _at
    return 0, (), _at


def _row(length: int) -> bool:
    return length >= MIN_ROW and is_row_of_pixels(length)


def _texts(listed: Array) -> list[str]:
    return [each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each) for each in listed.read().ravel().tolist()]


def _read(array: Array, number: int, of: Callable[[Values, int], Values]) -> Values:
    return of(array.read(), number)


def _at(values: Values, number: int) -> Values:
    found: Values = values[number]
    return found


def _columns(values: Values, number: int) -> Values:
    return values[..., number].T
