"""Augmentation layers of Keras: the random changes to training images that are settings here."""

from __future__ import annotations

from typing import Any

from cnn_core.data.augmentation import Augmentation
from cnn_core.errors import SpecError
from cnn_core.keras_files.entry import Entry
from cnn_core.spec import Shape

FIELDS = {
    "RandomFlip": "horizontal_flip",
    "RandomTranslation": "translation",
    "RandomZoom": "zoom",
    "RandomRotation": "rotation",
    "RandomBrightness": "brightness",
    "RandomContrast": "contrast",
}
OTHERS = (
    *("RandomHeight", "RandomWidth", "RandomCrop", "RandomShear", "RandomHue", "RandomSaturation", "RandomSharpness"),
    *("RandomGrayscale", "RandomErasing", "RandomColorJitter", "RandomGaussianBlur", "RandomInvert", "RandomPerspective"),
    *("RandomPosterization", "RandomElasticTransform", "RandomColorDegeneration", "Resizing", "CenterCrop"),
)
KINDS = (*FIELDS, *OTHERS)
SIZED = ("Resizing", "CenterCrop", "RandomCrop")


def changes_size(entry: Entry, shape: Shape) -> bool:
    """Whether the layer gives images of another size when the network answers."""
    return entry.kind in SIZED and (entry.values.get("height"), entry.values.get("width")) != shape[:2]


def take(entry: Entry, into: dict[str, Any]) -> list[str]:
    """Puts what the layer does in training into the settings of the augmentation; what is to be said of it."""
    if entry.kind in SIZED:
        return [f"{entry.kind} was left out: the images have that size already."]
    name = FIELDS.get(entry.kind)
    value = _strength(entry) if name else None
    if name is None or value is None:
        return [f"{entry.kind} only works in training and was left out: the augmentation here does not have it."]
    try:
        Augmentation.from_values({name: value})
    except SpecError:
        return [f"{entry.kind} only works in training and was left out: it changes images more than the augmentation here can."]
    into[name] = value
    return [f"{entry.kind} became a setting of the augmentation."]


def _strength(entry: Entry) -> float | bool | None:
    """The factor of the layer as one number; None if it has none that fits."""
    values = entry.values
    if entry.kind == "RandomFlip":
        return True if values.get("mode") in ("horizontal", "horizontal_and_vertical") else None
    given = [values.get(name) for name in ("factor", "height_factor", "width_factor") if values.get(name) is not None]
    found: list[float] = []
    for each in given:
        numbers: list[Any] = each if isinstance(each, list) else [each]
        if not numbers or any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
            return None
        found.append(max(abs(float(number)) for number in numbers))
    return round(float(max(found)), 6) if found else None
