"""What was found in an upload, and what is wished of it: plain values that two processes hand to each other."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.data.npz import parse_npz
from cnn_core.errors import DatasetError
from cnn_core.spec.strict_json import read_json
from cnn_core.uploads.limits import MAX_RESULT, MAX_SAMPLES, MAX_SIDE, MIN_SIDE, SIDES
from cnn_core.uploads.making.drawn_part import nothing_to_test
from cnn_core.uploads.pictures import resized
from cnn_core.uploads.source import Question, SetAside

Size = tuple[int, int]
MAX_USUAL, FEW = 64, 0.1
WORDS, VALIDATION_FROM = "words", "validation_from"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What becomes of the pictures: height and width, colour or grey, the middle cut out or the whole squeezed.

    `turned` swaps rows and columns, `inverted` black and white. `class_names` replace those that were found, if there are any:
    one for each, and classes of the same name are one.
    """

    size: Size
    colour: bool
    crop: bool = False
    turned: bool = False
    inverted: bool = False
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
            turned=bool(value["turned"]),
            inverted=bool(value["inverted"]),
            class_names=tuple(map(str, value["class_names"])),
        )

    def made(self, picture: Image.Image) -> NDArray[np.uint8]:
        """A picture as it is wished: uint8 (height, width, channels)."""
        if self.turned:
            picture = picture.transpose(Image.Transpose.TRANSPOSE)
        pixels = resized(picture, self.size, self.colour, self.crop)
        return 255 - pixels if self.inverted else pixels


def as_called(names: Sequence[str]) -> tuple[tuple[str, ...], list[int]]:
    """The different ones of the names in their order, and for each name its place among them: classes of the same name are one."""
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return tuple(places), [places[name] for name in names]


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """What an upload holds. Counts are one number for each class, of the pictures to learn from, to test and to validate with; `median` is the pictures' (height, width), which `odd` do not have.

    `parts` counts the pictures of each part as they came. `set_aside` names the first files and folders that are not used, and
    `set_aside_count` counts all. `questions` are what was guessed and can be answered otherwise; `turned` guesses that rows and
    columns are swapped. `samples` are some pictures uint8 (h, w) or (h, w, 3) at their own size, or smaller if they are large, and
    `sample_labels` their classes. `all_names` has the names of classes that were left out by choice, too.
    """

    kind: str
    class_names: tuple[str, ...]
    train_counts: tuple[int, ...]
    test_counts: tuple[int, ...]
    median: Size
    odd: int
    colour: bool
    set_aside: tuple[SetAside, ...]
    set_aside_count: int
    notes: tuple[str, ...]
    sample_labels: tuple[int, ...]
    validation_counts: tuple[int, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()
    questions: tuple[Question, ...] = ()
    turned: bool = False
    all_names: tuple[str, ...] = ()
    samples: tuple[NDArray[np.uint8], ...] = ()

    @property
    def has_test(self) -> bool:
        return sum(self.test_counts) > 0

    @property
    def pictures(self) -> int:
        return sum(self.train_counts) + sum(self.validation_counts) + sum(self.test_counts)

    @property
    def own(self) -> Size | None:
        """The size that the pictures have, but for a few; None if they have many."""
        return self.median if self.odd <= FEW * self.pictures else None

    def sizes(self, colour: bool) -> list[Size]:
        """The sizes that can be chosen, smallest first: their own if most share one, and some usual ones, none too much to keep."""
        usual = {(side, side) for side in SIDES}
        own = {self.own} if self.own and all(MIN_SIDE <= side <= MAX_SIDE for side in self.own) else set()
        channels = 3 if colour else 1
        fitting = [(h, w) for h, w in usual | own if self.pictures * h * w * channels <= MAX_RESULT]
        return sorted(fitting or [(SIDES[0], SIDES[0])], key=lambda size: (size[0] * size[1], size))

    def usual_size(self, colour: bool) -> Size:
        """The size to begin with: their own if most share a small one, else the usual one nearest to their median, at most 64."""
        sizes = self.sizes(colour)
        if self.own in sizes and max(self.median) <= MAX_USUAL:
            return self.median
        side = min(MAX_USUAL, (self.median[0] * self.median[1]) ** 0.5)
        square = [size for size in sizes if size[0] == size[1] and size[0] <= MAX_USUAL]
        return min(square or sizes, key=lambda size: (abs(size[0] - side), size))

    def preview(self, wish: Wish) -> NDArray[np.uint8]:
        """The samples (n, height, width, channels) as the wish makes them."""
        return np.stack([wish.made(Image.fromarray(each)) for each in self.samples])

    def usual_wish(self) -> Wish:
        """What is made of the pictures unless somebody wishes otherwise."""
        return Wish(size=self.usual_size(self.colour), colour=self.colour, turned=self.turned)

    def to_json(self) -> dict[str, Any]:
        """What was understood, for scripts: `shape` is that of the images unless somebody wishes otherwise, `images` are counted in
        all parts."""
        parts = [part for part in (self.train_counts, self.validation_counts, self.test_counts) if part]
        counts = [sum(of_class) for of_class in zip(*parts, strict=True)]
        missing = nothing_to_test(self.train_counts, self.test_counts)
        return {
            "kind": self.kind,
            "shape": [*self.usual_size(self.colour), 3 if self.colour else 1],
            "classes": [{"name": name, "images": count} for name, count in zip(self.class_names, counts, strict=True)],
            "parts": dict(self.parts),
            "set_aside": [asdict(each) for each in self.set_aside],
            "notes": [*self.notes, *(f"{each.asks}: {each.chosen}" for each in self.questions), *([missing] if missing else [])],
        }

    def to_bytes(self) -> bytes:
        plain = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "samples"}
        plain |= {name: [asdict(each) for each in plain[name]] for name in ("set_aside", "questions")}
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
                validation_counts=tuple(map(int, value["validation_counts"])),
                median=(int(height), int(width)),
                odd=int(value["odd"]),
                colour=bool(value["colour"]),
                set_aside=tuple(SetAside(str(e["what"]), str(e["why"]), int(e["images"])) for e in value["set_aside"]),
                set_aside_count=int(value["set_aside_count"]),
                notes=tuple(map(str, value["notes"])),
                sample_labels=labels,
                parts=tuple((str(part), int(count)) for part, count in value["parts"]),
                questions=tuple(_question(each) for each in value["questions"]),
                turned=bool(value["turned"]),
                all_names=tuple(map(str, value["all_names"])),
            )
            samples = parse_npz(content, [f"sample{number}" for number in range(len(labels))])
            return replace(found, samples=tuple(samples.values()))
        except (LookupError, TypeError, ValueError) as error:
            raise DatasetError(f"The upload broke what read it ({type(error).__name__}), so it was not taken.") from None


def _question(value: dict[str, Any]) -> Question:
    options = tuple(map(str, value["options"]))
    if value["chosen"] not in options:
        raise ValueError("a question without its answer")
    return Question(str(value["key"]), str(value["asks"]), options, str(value["chosen"]), str(value["why"]))
