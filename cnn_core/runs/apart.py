"""Runs told apart in a few words by what differs among them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from cnn_core.data.choice import CORRECTIONS
from cnn_core.runs.differing import LAYERS, Flat, called, differing
from cnn_core.text import plural, value_text

MAX_WORDS = 3
SEED, NONE = "seed", "none"
QUESTION = ("dataset", "task", "target", "others")
"""Runs that differ in these are not compared with each other."""


def names_apart(names: Sequence[str], titles: Sequence[str], settings: Sequence[Flat]) -> list[str]:
    """For curves: the name of each run and, of those with the same title, the settings in which they differ.

    `settings` are those of `settings_of`. Of `small-cnn of 16:17` and another one with 8 and 16 filters the first becomes
    `small-cnn of 16:17, filters 8`. Runs that differ in nothing, or answer different questions, keep their names.
    """
    found = list(names)
    keys = [(title, *map(each.get, QUESTION)) for title, each in zip(titles, settings, strict=True)]
    for key in set(keys):
        alike = [number for number, each in enumerate(keys) if each == key]
        words = _words([settings[number] for number in alike]) if len(alike) > 1 else [""]
        for number, said in zip(alike, words, strict=True):
            found[number] = f"{names[number]}, {said}" if said else names[number]
    return found


def _words(settings: list[Flat]) -> list[str]:
    """What differs among these, the seed last: of the settings that all have. Of other kinds of layers, the first is named."""
    settings = [dict.fromkeys(CORRECTIONS, NONE) | each for each in settings]  # a run says nothing of images as they came
    names = [name for name in differing(settings) if name != LAYERS and all(name in each for each in settings)]
    names.sort(key=lambda name: name == SEED)
    shown = [*names[: MAX_WORDS - 1], *names[-1:]] if len(names) > MAX_WORDS else names
    short = [name.rpartition(": ")[2] for name in shown]
    labels = [
        f"{name.partition(' ')[0]} {each}" if short.count(each) > 1 else each if ": " in name else called(name)
        for name, each in zip(shown, short, strict=True)
    ]
    said = [[_said(label, name, each.get(name)) for label, name in zip(labels, shown, strict=True)] for each in settings]
    return [", ".join([*layer, *words]) for layer, words in zip(_first_other_layers(settings), said, strict=True)]


def _first_other_layers(settings: list[Flat]) -> list[list[str]]:
    """For each of these the kind of the first layer in which they differ, as `layer 2 ReLU`; none if they have the same layers."""
    kinds = [str(each.get(LAYERS, "")).split(", ") for each in settings]
    rows = enumerate(zip_longest(*kinds), 1)
    number, found = next(((number, row) for number, row in rows if len(set(row)) > 1), (0, ()))
    if not number or not all(LAYERS in each for each in settings):
        return [[] for _ in settings]
    return [[f"layer {number} {kind}" if kind else f"no layer {number}"] for kind in found]


def _said(label: str, name: str, value: Any) -> str:
    if name == "train_size" and value is not None:  # of those that are taken some may be held back for validation
        return plural(value, "image") if value else "all images"
    if name in CORRECTIONS:
        return f"{label}: {value}"
    return f"{label} –" if value is None else f"{label} {value_text(value)}"
