"""What is known of a dataset before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Name, description, in a few words what it is for, sizes and origin of a dataset. `bundled` ones need no download; `fingerprint` is `Dataset.fingerprint`.

    A fingerprint of "" means that the files themselves are checked instead. `shapes`: the pictures are filled shapes that reach the
    edges of the field, not strokes with a margin around them; drawings for it are made alike. `validation_from`: the training images from
    this one on came as a validation part; 0 where none came.
    """

    name: str
    title: str
    description: str
    input_shape: tuple[int, int, int]
    class_names: tuple[str, ...]
    train_size: int
    test_size: int
    pixel_max: int
    bundled: bool
    fingerprint: str
    source: str
    licence: str
    shapes: bool = False
    purpose: str = "your own images"
    validation_from: int = 0
