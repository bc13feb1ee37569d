"""Pixels in any range of numbers, brought to whole numbers from 0 to 255."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from cnn_core.uploads.arrays.array import Values
from cnn_core.uploads.source import Answers, Question, ask, refused

CHUNK = 1024
UNIT, BYTES, SIGNED, STRETCHED = "0 to 1", "0 to 255", "-1 to 1", "smallest to largest"
OPTIONS = (BYTES, UNIT, SIGNED, STRETCHED)
BOUNDS = {UNIT: (0.0, 1.0), BYTES: (0.0, 255.0), SIGNED: (-1.0, 1.0)}
DARK = 64
PERCENT = (95, 100)
"""Where the brightest pixel of all is between these, numbers are likely percent: of those from 0 to 255 hardly a dataset is so dark."""
ROUNDED = 1e-4


def to_bytes(
    parts: Mapping[str, Values], name: str, answers: Answers, notes: list[str], questions: list[Question]
) -> dict[str, NDArray[np.uint8]]:
    """uint8 arrays of the same shapes. Parts in one range stay comparable; DatasetError if values are no finite numbers."""
    bounds = {part: _bounds(values, part, name) for part, values in parts.items()}
    plain = max(high for _, high in bounds.values()) > DARK and not _is_percent(bounds.values())
    if plain and all(values.dtype == np.uint8 for values in parts.values()):
        return {part: np.ascontiguousarray(values) for part, values in parts.items()}
    guesses = {part: _guess(*of) for part, of in bounds.items()}
    if BYTES in guesses.values() and all(
        values.dtype.kind in "bui" and guesses[part] != STRETCHED for part, values in parts.items()
    ):
        guesses = dict.fromkeys(parts, BYTES)  # the smaller part happens to be darker
    percent = set(guesses.values()) <= {BYTES, STRETCHED} and min(bounds.values())[0] >= 0 and _is_percent(bounds.values())
    if percent:
        guesses = dict.fromkeys(parts, STRETCHED)
    first = next(iter(guesses.values()))
    if len(set(guesses.values())) > 1:
        said = ", ".join(f"{part} {bounds[part][0]:g} to {bounds[part][1]:g}" for part in parts)
        notes.append(f"The parts come in different ranges ({said}); each was brought to 0 to 255 from its own.")
    else:
        low, high = min(low for low, _ in bounds.values()), max(high for _, high in bounds.values())
        bounds = dict.fromkeys(parts, (low, high))
        kind = "whole numbers" if all(values.dtype.kind in "bui" for values in parts.values()) else "numbers with decimals"
        asks = f"Pixels are {kind} from {low:.4g} to {high:.4g}. Black and white are"
        question = ask("range", asks, OPTIONS, first, answers, "They may be percent." if percent else "")
        questions.append(question)
        guesses = dict.fromkeys(parts, question.chosen)
    return {part: _scaled(values, *BOUNDS.get(guesses[part], bounds[part])) for part, values in parts.items()}


def _is_percent(bounds: Iterable[tuple[float, float]]) -> bool:
    low, high = PERCENT
    return low <= max(top for _, top in bounds) <= high


def _bounds(values: Values, part: str, name: str) -> tuple[float, float]:
    if values.dtype.kind not in "buif":
        raise refused(name, f"its {part} images hold values of type {values.dtype}, and numbers are wanted")
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
    if not (np.isfinite(low) and np.isfinite(high)):
        raise refused(name, f"its {part} images go from {low:g} to {high:g}: a value is no finite number")
    return low, high


def _guess(low: float, high: float) -> str:
    """The range that values from `low` to `high` are of, errors of rounding aside: 0 to 1 may begin a millionth below 0."""
    for kind in (UNIT, SIGNED, BYTES):
        black, white = BOUNDS[kind]
        off = ROUNDED * (white - black)
        if black - off <= low and high <= white + off:
            return STRETCHED if kind == BYTES and high <= DARK else kind
    return STRETCHED


def _scaled(values: Values, low: float, high: float) -> NDArray[np.uint8]:
    out = np.empty(values.shape, np.uint8)
    factor = 255 / (high - low) if high > low else 0.0
    for start in range(0, len(values), CHUNK):  # in pieces, since decimals take eight times the room
        piece = values[start : start + CHUNK].astype(np.float64)
        out[start : start + CHUNK] = np.rint(((piece - low) * factor).clip(0, 255))
    return out
