"""Random changes to the training images, so that a network does not memorise them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from cnn_core.spec.fields import Real, Record, Switch


@dataclass(frozen=True, kw_only=True)
class Augmentation(Record):
    """The range of random changes to each training image, drawn in every epoch; 0 and False change nothing.

    Fields are the factors of Keras's RandomFlip, RandomTranslation, RandomZoom, RandomRotation, RandomBrightness and
    RandomContrast. Validation and test images are never changed.
    """

    horizontal_flip: Annotated[
        bool, Switch(), "Mirrors half of the images: right for clothes and photographs, wrong for digits and letters."
    ] = False
    translation: Annotated[
        float, Real(0.0, 0.3, 0.02), "Moves images by up to this part of their size: the network relies less on the position."
    ] = 0.0
    zoom: Annotated[
        float, Real(0.0, 0.4, 0.02), "Makes images larger or smaller by up to this part: the network relies less on the size."
    ] = 0.0
    rotation: Annotated[
        float,
        Real(0.0, 0.25, 0.01),
        "Turns images by up to this, either way; too much makes a 6 a 9. Keras takes it as a part of a full turn: 0.05 is 18 degrees.",
    ] = 0.0
    brightness: Annotated[
        float,
        Real(0.0, 0.5, 0.05),
        "Makes images lighter or darker by up to this part of the range: the network relies less on the brightness.",
    ] = 0.0
    contrast: Annotated[
        float,
        Real(0.0, 0.9, 0.05),
        "Spreads or narrows the grey levels by up to this part: the network relies less on the contrast.",
    ] = 0.0

    @property
    def active(self) -> bool:
        return self != Augmentation()

    def to_json(self) -> dict[str, Any]:
        return self.values()

    @classmethod
    def from_json(cls, value: object) -> Augmentation:
        """What a JSON object describes; experiments saved by versions without augmentation have none."""
        return cls() if value is None else cls.from_values(value)
