"""What an undo or a redo changes or changed, in words and with the page where it was set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cnn_core.experiment import Experiment
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.fields import Record
from cnn_core.spec.layer import Layer
from cnn_core.text import plural, shape_text
from cnn_core.training.config import TrainingConfig

MAX_SAID = 3
CORRECTED = {
    "left_out": "training images left out",
    "relabelled": "changed labels",
    "left_out_test": "test images left out",
    "relabelled_test": "changed test labels",
}
"""Lists of images: how many there are is said, not which."""
PAGES = {"architecture": "Build", "data": "Data", "training": "Train", "augmentation": "Data", "transfer": "Build"}


BACK = "back to"


def change_text(before: Experiment, after: Experiment, to: str = BACK) -> str:
    """The steps from one experiment to another: `epochs back to 6 (Train)`; empty if nothing changed. At most three are named."""
    said = [(PAGES[part], words) for part in PAGES for words in _part(part, before, after, to)]
    named = said[:MAX_SAID]
    pages = [page for page, _ in named]
    texts = [words if pages[n + 1 : n + 2] == [page] else f"{words} ({page})" for n, (page, words) in enumerate(named)]
    more = len(said) - len(named)
    return ", ".join(texts) + (f" and {plural(more, 'more change')}" if more else "")


def changed_layer(before: Architecture, after: Architecture) -> int | None:
    """The number of the first layer that another network has anew or otherwise than the one before; None if there is none."""
    old = dict(zip(before.ids, before.layers, strict=True))
    return next((number for number, layer in zip(after.ids, after.layers, strict=True) if old.get(number) != layer), None)


def _part(part: str, before: Experiment, after: Experiment, to: str) -> Iterator[str]:
    if part == "architecture":
        other_data = before.data != after.data
        yield from _network(before.architecture, after.architecture, to, other_data)
        return
    old, new = (_values(getattr(each, part)) for each in (before, after))
    if part == "transfer":
        if old != new:
            yield f"reused layers {to} {new['layers']}"
        return
    if old.get("optimizer", {}).get("kind") == new.get("optimizer", {}).get("kind"):
        old, new = (each | each.pop("optimizer", {}) for each in (old, new))
    for name in new:
        if new[name] != old.get(name):
            yield f"{CORRECTED[name]} {to} {len(new[name])}" if name in CORRECTED else f"{name} {to} {_value(name, new[name])}"


def _values(settings: Any) -> dict[str, Any]:
    """All of them, those too that JSON leaves out."""
    known: dict[str, Any] = settings.to_json()
    if isinstance(settings, Record):
        known |= settings.values()
    if isinstance(settings, TrainingConfig):
        known["optimizer"] = {"kind": settings.optimizer.kind, **settings.optimizer.values()}
    return known


def _network(before: Architecture, after: Architecture, to: str, other_data: bool) -> Iterator[str]:
    """Steps that followed from other data, the head's units and the size of the image, are not named."""
    if before.layers and after.layers and not set(before.ids) & set(after.ids):
        yield f"network {to} {after.name}"
        return
    if before.name != after.name:
        yield f"name {to} {after.name}"
    old, new = (dict(zip(each.ids, each.layers, strict=True)) for each in (before, after))
    for number in (each for each in before.ids if each not in new):
        yield f"{old[number].label} taken out"
    for place, number in enumerate(after.ids, 1):
        if number not in old:
            copied = to != BACK and place > 1 and after.layers[place - 2] == new[number]  # a removal taken back puts one in
            yield f"{new[number].label} duplicated" if copied else f"{new[number].label} put in as layer {place}"
    stayed = [[each for each in ids if each in old and each in new] for ids in (before.ids, after.ids)]
    if stayed[0] != stayed[1]:
        yield _moving(stayed[0], stayed[1], after)
    for place, number in enumerate(after.ids, 1):
        if number in old and not (other_data and place - 1 == after.head):
            yield from _layer(old[number], new[number], place, to)


def _moving(before: list[int], now: list[int], after: Architecture) -> str:
    """Which layer went where. Of two neighbours that changed places either may have been moved, so both are named, in their new order."""
    labels = {number: layer.label for number, layer in zip(after.ids, after.layers, strict=True)}
    others = [place for place, (old, new) in enumerate(zip(before, now, strict=True)) if old != new]
    if len(others) == 2 and others[1] == others[0] + 1:
        first, second = (now[place] for place in others)
        if labels[first] != labels[second]:
            return f"{labels[first]} and {labels[second]} swapped"
        return f"layers {after.ids.index(first) + 1} and {after.ids.index(second) + 1} swapped"
    number = _moved(before, now)
    return f"{labels[number]} moved to place {after.ids.index(number) + 1}"


def _moved(before: list[int], after: list[int]) -> int:
    """The layer that must have been moved: without it the others are in the same order. Failing that, the first in another place."""
    for number in after:
        if [each for each in before if each != number] == [each for each in after if each != number]:
            return number
    return next(b for a, b in zip(before, after, strict=True) if a != b)


def _layer(old: Layer, new: Layer, place: int, to: str) -> Iterator[str]:
    if old.kind != new.kind:
        yield f"layer {place} {to} {new.label}"
        return
    was, now = old.values(), new.values()
    for name in now:
        if name == "enabled" and now[name] != was[name]:
            yield f"layer {place} switched {_value(name, now[name])}"  # as the button says
        elif now[name] != was[name]:
            yield f"{name} of layer {place} {to} {_value(name, now[name])}"


def _value(name: str, value: Any) -> str:
    if name == "train_size" and value == 0:
        return "all images"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, dict):
        return str(value["kind"])
    if isinstance(value, list):
        return shape_text(value)
    if value is None:
        return "as pool_size"
    return f"{value:,}" if isinstance(value, int) else f"{value:g}" if isinstance(value, float) else str(value)
