"""Changes of an image by hand: moved, turned, noisy, painted over; and the smallest of them that changes an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Painted = tuple[tuple[int, int, int], ...]
"""(Row, column, brightness from 0 to 255), the last one counts."""

SHIFTS, TURNS, NOISES = 8, 180, 20
"""How far is looked for a change of the answer: pixels, degrees, steps of noise."""

DEGREES = 2
"""Between two turns that are tried."""


@dataclass(frozen=True)
class Edit:
    """Moved by so many pixels to the right and down, turned by degrees to the left, noise with this standard deviation (1: from black to
    white), and pixels painted over."""

    right: int = 0
    down: int = 0
    turn: float = 0.0
    noise: float = 0.0
    painted: Painted = ()


UNCHANGED = Edit()


def edited(pixels: Pixels, edit: Edit, pixel_max: int) -> Pixels:
    """Pixels uint8 (height, width, channels) after a change; what comes in at the borders has the image's median colour."""
    found = pixels
    if edit.right or edit.down or edit.turn:
        fill = [int(value) for value in np.median(pixels, (0, 1))]
        planes = [_turned(pixels[..., c], edit, fill[c]) for c in range(pixels.shape[2])]
        found = np.stack(planes, -1)
    if edit.noise:
        noise = np.random.default_rng(0).normal(0, edit.noise * pixel_max, pixels.shape)
        found = np.clip(np.rint(found + noise), 0, pixel_max).astype(np.uint8)
    if edit.painted:
        found = found.copy()
        for row, column, brightness in edit.painted:
            found[row, column] = round(brightness * pixel_max / 255)
    return found


def _turned(plane: Pixels, edit: Edit, fill: int) -> Pixels:
    way = Image.Resampling.BILINEAR if edit.turn else Image.Resampling.NEAREST
    turned = Image.fromarray(np.ascontiguousarray(plane)).rotate(edit.turn, way, fillcolor=fill)
    moved = turned.rotate(0, translate=(edit.right, edit.down), fillcolor=fill)
    return np.asarray(moved)


@dataclass(frozen=True)
class Flip:
    """The smallest change of its kind ("shift", "turn" or "noise") after which the answer is another class; None: there is none as
    far as was looked."""

    kind: str
    edit: Edit | None
    answer: int = -1


def smallest_flips(pixels: Pixels, pixel_max: int, predict: Callable[[Pixels], NDArray[Any]], step: int = 1) -> Iterator[Flip]:
    """For each kind the smallest change that flips the answer. `predict` gives probabilities (n, classes) for images (n, height, width,
    channels); with a larger `step` it is asked for fewer."""
    before = int(predict(pixels[None])[0].argmax())
    reach = min(SHIFTS, max(1, min(pixels.shape[:2]) // 3))
    shifts = [(x, y) for x in range(-reach, reach + 1, step) for y in range(-reach, reach + 1, step) if x or y]
    kinds = {
        "shift": [Edit(right=x, down=y) for x, y in sorted(shifts, key=lambda at: (at[0] ** 2 + at[1] ** 2, at))],
        "turn": [Edit(turn=sign * degrees) for degrees in range(DEGREES * step, TURNS + 1, DEGREES * step) for sign in (1, -1)],
        "noise": [Edit(noise=k / NOISES) for k in range(1, NOISES + 1, step)],
    }
    for kind, edits in kinds.items():
        answers = predict(np.stack([edited(pixels, each, pixel_max) for each in edits])).argmax(1)
        first = next((k for k, answer in enumerate(answers) if answer != before), None)
        yield Flip(kind, None) if first is None else Flip(kind, edits[first], int(answers[first]))
