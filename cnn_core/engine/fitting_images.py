"""Whether images are such as a network from a file takes, and which others are."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.data.catalogue import CATALOGUE, entry_of, name_in_words
from cnn_core.data.choice import ALL, DataChoice
from cnn_core.data.entry import Entry
from cnn_core.data.load import find
from cnn_core.data.own import own_entries
from cnn_core.data.task import class_names
from cnn_core.errors import RunError
from cnn_core.spec.fields import Shape
from cnn_core.text import ON_COMMAND_LINE, classes_text, shape_text

FEW = 3


def check_images(shape: Shape, classes: int, data: DataChoice, owner: str | None) -> DataChoice:
    """The choice, with all classes of its images where the network has an output for each of them; RunError, which names images that fit in
    size and in number of classes, if these do not. A network of two classes may tell one of many from the rest."""
    entry, here = entry_of(data.dataset), len(class_names(data))
    if _fits(entry, shape, classes):
        return data if classes == 2 or classes == here else replace(data, task=ALL, target=0, others=0)
    if tuple(entry.input_shape) != tuple(shape):
        wrong = (
            f"takes images of {shape_text(shape)}, but those of {name_in_words(data.dataset)} are {shape_text(entry.input_shape)}"
        )
    else:
        wrong = f"tells {classes_text(classes)} apart, and {name_in_words(data.dataset)} has {len(entry.class_names)}"
    raise RunError(f"The network {wrong}: {_instead(shape, classes, owner)}, and load it again.")


def _fits(entry: Entry, shape: Shape, classes: int) -> bool:
    return tuple(entry.input_shape) == tuple(shape) and classes in (2, len(entry.class_names))


def _instead(shape: Shape, classes: int, owner: str | None) -> str:
    """What to do about it: to choose others that are here, to download such, or to bring them."""
    fitting = [each for each in (*CATALOGUE.values(), *own_entries(owner)) if _fits(each, shape, classes)]
    here = [each for each in fitting if find(each.name) is not None]
    if here:
        return f"choose {_titles(here)} as its images{ON_COMMAND_LINE}"
    kind = shape_text(shape) if classes == 2 else f"{shape_text(shape)} in {classes_text(classes)}"
    which = f"download {_titles(fitting)}" if fitting else "bring in such"
    return f"no images on this machine are of {kind}; {which} on the Data page"


def _titles(entries: list[Entry]) -> str:
    *first, last = [each.title for each in entries[:FEW]]
    return f"{', '.join(first)} or {last}" if first else last
