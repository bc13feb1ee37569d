"""What was found in a Keras file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cnn_core.data.augmentation import Augmentation
from cnn_core.errors import SpecError
from cnn_core.spec import Architecture, Layer
from cnn_core.spec.fields import Real, Text, expect_object
from cnn_core.training.interface import Arrays

FOLDED = " became the scaling of the pixels."
"""So ends the note about a layer that is in `scale`."""
NUMBER, NOTE, MAX_NOTES = Real(-1e9, 1e9), Text(400), 40


@dataclass(frozen=True, kw_only=True)
class KerasNetwork:
    """A network from a Keras file, which may say more than layers and weights.

    `scale` is (factor, offset) of the layers that scale pixels first (None: it has none), which are not among its layers.
    `notes` are sentences about what was folded or added; `about` is what CNN Lab wrote into a file of its own.
    """

    architecture: Architecture
    weights: Arrays
    scale: tuple[float, float] | None = None
    augmentation: Augmentation = field(default_factory=Augmentation)
    notes: tuple[str, ...] = ()
    about: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """All but layers and weights."""
        return {
            "scale": self.scale,
            "augmentation": self.augmentation.to_json(),
            "notes": list(self.notes),
            "about": self.about,
        }

    @classmethod
    def from_json(cls, value: object, architecture: Architecture, weights: Arrays) -> KerasNetwork:
        """The network with what a JSON object says of it; SpecError for anything else."""
        value = expect_object("", value)
        scale, notes, about = value.get("scale"), value.get("notes"), value.get("about")
        if not isinstance(notes, list) or len(notes) > MAX_NOTES:
            raise SpecError("notes", f"must be a list of at most {MAX_NOTES} texts", notes)
        if scale is not None and not (isinstance(scale, list) and len(scale) == 2):
            raise SpecError("scale", "must be [factor, offset]", scale)
        return cls(
            architecture=architecture,
            weights=weights,
            scale=None if scale is None else (NUMBER.check("scale[0]", scale[0]), NUMBER.check("scale[1]", scale[1])),
            augmentation=Augmentation.from_json(value.get("augmentation")),
            notes=tuple(NOTE.check("notes", note) for note in notes),
            about=None if about is None else expect_object("about", about),
        )


@dataclass(frozen=True)
class Placed:
    """A layer of the network, and where its weights are from: a layer of the file, arrays made here, or nowhere."""

    layer: Layer
    origin: Any = None
    arrays: Arrays | None = None
