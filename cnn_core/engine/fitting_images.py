"""Whether images are such as a network from a file takes, and which others are."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.data.catalogue import CATALOGUE, entry_of, name_in_words
from cnn_core.data.choice import ALL, DataChoice
from cnn_core.data.divided import as_given
from cnn_core.data.entry import Entry
from cnn_core.data.load import find, load
from cnn_core.data.own import is_own, own_entries
from cnn_core.data.split import workable
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


def or_others(shape: Shape, classes: int, data: DataChoice, owner: str | None) -> tuple[DataChoice, str]:
    """The choice, or where its images do not fit that of the first on this machine that do, with the sentence which and why."""
    other = first_that_fit(shape, classes, owner)
    if other is None or _fits(entry_of(data.dataset), shape, classes):
        return data, ""
    choice = as_given(replace(DataChoice(), dataset=other.name), other)
    if is_own(other.name):
        choice = workable(load(other.name).y_train, choice)
    taken = f"{other.title} is taken as its images: those of {name_in_words(data.dataset)} are {_kind(entry_of(data.dataset))}"
    return choice, f"{taken}, and it takes {shape_text(shape)} and tells {classes_text(classes)} apart."


def _kind(entry: Entry) -> str:
    return f"{shape_text(entry.input_shape)} in {classes_text(len(entry.class_names))}"


def first_that_fit(shape: Shape, classes: int, owner: str | None) -> Entry | None:
    """The first images on this machine that a network of such input and so many classes takes, with an output for each class if there are
    such."""
    here = [
        each for each in (*CATALOGUE.values(), *own_entries(owner)) if _fits(each, shape, classes) and find(each.name) is not None
    ]
    return min(here, key=lambda each: len(each.class_names) != classes, default=None)


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
