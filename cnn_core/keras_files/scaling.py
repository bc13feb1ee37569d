"""Rescaling and Normalization: what they multiply by and what they add."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnn_core.errors import RunError, shown
from cnn_core.keras_files.entry import Entry
from cnn_core.keras_files.hdf5 import Source, array, shape_of

KINDS = ("Rescaling", "Normalization")
EPSILON = 1e-7
MOST = 1e9
Values = np.ndarray[Any, Any]


def read(entry: Entry, where: str, source: Source, channels: int) -> tuple[Values, Values]:
    """Factor and offset of `x * factor + offset`, each with one number or one per channel; RunError for anything else."""
    if entry.kind == "Rescaling":
        factor = _numbers(entry.values.get("scale"), f"{where} (Rescaling): scale")
        offset = _numbers(entry.values.get("offset", 0.0), f"{where} (Rescaling): offset")
    else:
        mean, variance = _statistics(entry, where, source, channels)
        deviation = np.maximum(np.sqrt(np.maximum(variance, 0)), EPSILON)
        if entry.values.get("invert"):
            factor, offset = deviation, mean
        else:
            factor, offset = 1 / deviation, -mean / deviation
    factor, offset = np.broadcast_arrays(
        *(np.unique(each) if len(set(each.tolist())) == 1 else each for each in (factor, offset))
    )
    if not (np.isfinite(factor).all() and np.isfinite(offset).all() and (factor != 0).all() and np.abs(offset).max() < MOST):
        raise RunError(f"{where} ({entry.kind}) scales by numbers that make no sense.")
    return factor, offset


def _numbers(value: object, what: str) -> Values:
    given = value if isinstance(value, list) else [value]
    while len(given) == 1 and isinstance(given[0], list):
        given = given[0]
    if not given or len(given) > 4 or any(isinstance(each, bool) or not isinstance(each, int | float) for each in given):
        raise RunError(f"{what} must be a number, or one per channel. Received: {shown(value)}")
    return np.asarray(given, np.float64)


def _statistics(entry: Entry, where: str, source: Source, channels: int) -> tuple[Values, Values]:
    given = entry.values.get("mean"), entry.values.get("variance")
    if given[0] is not None and given[1] is not None:
        mean, variance = (_numbers(each, f"{where} (Normalization): mean and variance") for each in given)
        return mean, variance
    found = source.arrays(entry)
    if len(found) < 2:
        raise RunError(f"{where} (Normalization) was not adapted to any images, so it has no mean and no variance.")
    parts = []
    for data in found[:2]:
        shape = shape_of(data, "statistics of Normalization")
        if shape not in ((), (1,), (channels,), (1, 1, 1, channels), (1, 1, 1, 1)):
            raise RunError(
                f"{where} (Normalization) has statistics of the shape {shape}: one per pixel, which CNN Lab does not have."
            )
        parts.append(array(data, shape, "statistics of Normalization").astype(np.float64).reshape(-1))
    return parts[0], parts[1]
