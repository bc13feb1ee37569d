"""The classes of a network that was saved elsewhere, matched by name with those of the images here."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.errors import ClassesDiffer, RunError
from cnn_core.runs.bundle import Bundle
from cnn_core.spec.architecture import Architecture
from cnn_core.summary.rows import walk
from cnn_core.training.interface import Arrays

MAX_SHOWN = 80
Names = tuple[str, ...]


def in_order_of(bundle: Bundle, here: Names, dataset: str, meant: Names | None) -> tuple[Bundle, str]:
    """The network with its outputs in the order of the classes here, and a sentence about it if anything was changed.

    `meant` are the classes here that the outputs of the file stand for, in the file's order, where a person said so. ClassesDiffer if
    nobody did and the names are others.
    """
    theirs = bundle.about.class_names
    if theirs == here and meant is None:
        return bundle, ""
    check_count(theirs, here, dataset)
    said = _same_names(theirs, here) if meant is None else meant
    if said is None:
        raise ClassesDiffer(theirs, here, dataset)
    if sorted(said) != sorted(here):
        raise RunError(f"The classes must be {', '.join(here)[:MAX_SHOWN]}, each once. Received: {', '.join(said)[:MAX_SHOWN]}")
    order = [said.index(name) for name in here]
    about = replace(bundle.about, class_names=here)
    if order == list(range(len(here))):
        return replace(bundle, about=about), ""
    weights = _permuted(bundle.architecture, bundle.weights, order)
    note = f"Its outputs were put into the order of the classes here: {', '.join(here)[:MAX_SHOWN]}."
    return Bundle(weights, about), note


def check_count(theirs: Names, here: Names, dataset: str) -> None:
    """RunError unless there are as many classes here as in the file."""
    if len(theirs) != len(here):
        raise RunError(
            f"The network tells {len(theirs)} classes apart ({', '.join(theirs)[:MAX_SHOWN]}), and {dataset} here has {len(here)}: "
            "choose the images that it learned from."
        )


def _same_names(theirs: Names, here: Names) -> Names | None:
    """What the file's classes are called here, if upper and lower case are all that differs."""
    known = {name.casefold(): name for name in here}
    found = tuple(known.get(name.casefold(), "") for name in theirs)
    return found if len(known) == len(here) and sorted(found) == sorted(here) else None


def _permuted(architecture: Architecture, weights: Arrays, order: list[int]) -> Arrays:
    """The weights with the outputs in another order: those of the head and of all layers behind it."""
    rows, _ = walk(architecture)
    valued = [row for row in rows if row.weights and row.output_shape[-1:] == (len(order),)]
    head = architecture.head if architecture.head is not None else (valued[-1].index if valued else None)
    if head is None:
        raise RunError("The outputs of the network cannot be put into another order: no layer has a unit for each class.")
    return {name: each[..., order] if int(name.split(".")[0]) >= head else each for name, each in weights.items()}
