"""What was found in an upload, and what is wished of it: plain values that two processes hand to each other."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.data.npz import parse_npz
from cnn_core.errors import DatasetError
from cnn_core.spec.strict_json import read_json
from cnn_core.uploads.limits import MAX_RESULT, MAX_SAMPLES, MAX_SIDE, MIN_SIDE, SIDES
from cnn_core.uploads.pictures import resized

Size = tuple[int, int]
MAX_USUAL = 64
WORDS = "words"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What becomes of the pictures: height and width, colour or grey, the middle cut out or the whole squeezed.

    `class_names` replace those that were found, if there are any.
    """

    size: Size
    colour: bool
    crop: bool = False
    class_names: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Wish:
        height, width = value["size"]
        return cls(
            size=(int(height), int(width)),
            colour=bool(value["colour"]),
            crop=bool(value["crop"]),
            class_names=tuple(map(str, value["class_names"])),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """What an upload holds. Counts are one number for each class; `median` and `same` speak of the pictures' (height, width).

    `left_out` names the first files that are left out, with the reason, and `left_out_count` counts all. `samples` are some
    pictures uint8 (h, w) or (h, w, 3) at their own size, or smaller if they are large, and `sample_labels` their classes.
    """

    kind: str
    class_names: tuple[str, ...]
    train_counts: tuple[int, ...]
    test_counts: tuple[int, ...]
    median: Size
    same: bool
    colour: bool
    left_out: tuple[tuple[str, str], ...]
    left_out_count: int
    notes: tuple[str, ...]
    sample_labels: tuple[int, ...]
    samples: tuple[NDArray[np.uint8], ...] = ()

    @property
    def has_test(self) -> bool:
        return sum(self.test_counts) > 0

    @property
    def pictures(self) -> int:
        return sum(self.train_counts) + sum(self.test_counts)

    def sizes(self, colour: bool) -> list[Size]:
        """The sizes that can be chosen, smallest first: their own if they share one, and some usual ones, none too much to keep."""
        usual = {(side, side) for side in SIDES}
        own = {self.median} if self.same and all(MIN_SIDE <= side <= MAX_SIDE for side in self.median) else set()
        channels = 3 if colour else 1
        fitting = [(h, w) for h, w in usual | own if self.pictures * h * w * channels <= MAX_RESULT]
        return sorted(fitting or [(SIDES[0], SIDES[0])], key=lambda size: (size[0] * size[1], size))

    def usual_size(self, colour: bool) -> Size:
        """The size to begin with: their own if they share a small one, else the usual one nearest to their median, at most 64."""
        sizes = self.sizes(colour)
        if self.same and self.median in sizes and max(self.median) <= MAX_USUAL:
            return self.median
        side = min(MAX_USUAL, (self.median[0] * self.median[1]) ** 0.5)
        square = [size for size in sizes if size[0] == size[1] and size[0] <= MAX_USUAL]
        return min(square or sizes, key=lambda size: (abs(size[0] - side), size))

    def preview(self, wish: Wish) -> NDArray[np.uint8]:
        """The samples (n, height, width, channels) as the wish makes them."""
        return np.stack([resized(Image.fromarray(each), wish.size, wish.colour, wish.crop) for each in self.samples])

    def to_bytes(self) -> bytes:
        plain = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "samples"}
        words = np.frombuffer(json.dumps(plain).encode(), np.uint8)
        made = io.BytesIO()
        np.savez(made, **{WORDS: words}, **{f"sample{number}": each for number, each in enumerate(self.samples)})  # type: ignore[arg-type]  # NumPy's stub takes no names
        return made.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Found:
        """What `to_bytes` packed, in a process that a stranger's file may have broken; DatasetError if it cannot be."""
        try:
            value = read_json(parse_npz(content, [WORDS])[WORDS].tobytes())
            if not isinstance(value, dict):
                raise TypeError("no object")
            labels = tuple(int(label) for label in value["sample_labels"])[:MAX_SAMPLES]
            height, width = value["median"]
            found = cls(
                kind=str(value["kind"]),
                class_names=tuple(map(str, value["class_names"])),
                train_counts=tuple(map(int, value["train_counts"])),
                test_counts=tuple(map(int, value["test_counts"])),
                median=(int(height), int(width)),
                same=bool(value["same"]),
                colour=bool(value["colour"]),
                left_out=tuple((str(where), str(why)) for where, why in value["left_out"]),
                left_out_count=int(value["left_out_count"]),
                notes=tuple(map(str, value["notes"])),
                sample_labels=labels,
            )
            samples = parse_npz(content, [f"sample{number}" for number in range(len(labels))])
            return replace(found, samples=tuple(samples.values()))
        except (LookupError, TypeError, ValueError) as error:
            raise DatasetError(f"The upload broke what read it ({type(error).__name__}), so it was not taken.") from None
