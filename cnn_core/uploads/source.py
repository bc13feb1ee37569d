"""What every kind of upload comes down to: pictures one by one, each with its class and its part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from PIL import Image

from cnn_core.data.own import LABEL, MAX_CLASSES, MIN_CLASSES
from cnn_core.errors import DatasetError, SpecError
from cnn_core.text import plural

RESERVED = ("accuracy", "macro avg", "micro avg", "weighted avg")
TRAIN, VALIDATION, TEST = "train", "validation", "test"
PARTS = (TRAIN, VALIDATION, TEST)
LEFT_OUT = "left out"
"""What is told of a picture in place of its part, if a person wants it in none."""
GO_ON, LEAVE_THEM = "go on with them", "leave them out"
NO_LABEL = -1
EMPTY = "it is empty"
"""Why a file without bytes is set aside."""
Answers = Mapping[str, str]
"""Key of a question -> the option that a person chose."""


def refused(name: str, problem: str) -> DatasetError:
    """The error for an upload, or a file in it, that is not let in: which, and what is wrong with it."""
    return DatasetError(f"{name[:80]} cannot be used: {problem}.")


class PictureError(Exception):
    """Why one picture is left out, as the end of a sentence."""


@dataclass(frozen=True)
class SetAside:
    """A file, folder or array that is not used, why, and how many pictures it holds as far as is known."""

    what: str
    why: str
    images: int = 0


@dataclass(frozen=True)
class Question:
    """Something that was guessed: what is asked, what can be answered, the answer in force, and what speaks for it. What is asked of pictures
    tells how many of what (`image`) and which ones they are (`in fold 0`)."""

    key: str
    asks: str
    options: tuple[str, ...]
    chosen: str
    why: str = ""
    of: tuple[int, str, str] | None = None


def ask(key: str, asks: str, options: tuple[str, ...], guess: str, answers: Answers, why: str = "") -> Question:
    """The question with the person's answer, or else the guess. Both count only if they are among the options."""
    given = answers.get(key, guess)
    return Question(key, asks, options, given if given in options else guess, why)


def ask_of(key: str, of: tuple[int, str, str], options: tuple[str, ...], guess: str, answers: Answers, why: str = "") -> Question:
    """The question what some pictures are: how many of what, and which ones."""
    count, what, which = of
    asks = f"The {plural(count, what)} {which} {'is' if count == 1 else 'are'}"
    return replace(ask(key, asks, options, guess, answers, why), of=of)


def in_force(questions: Iterable[Question], answers: Answers) -> Answers:
    """The answers, and what is taken for one by other questions: two with one key have one answer."""
    return {**{each.key: each.chosen for each in questions}, **answers}


def once(questions: Iterable[Question]) -> tuple[Question, ...]:
    """The questions, of several with one key the first, whose answer counts for all, of the pictures of all."""
    found: dict[str, Question] = {}
    for each in questions:
        first = found.get(each.key)
        if first is None:
            found[each.key] = each
        elif first.of and each.of:
            of = (first.of[0] + each.of[0], *first.of[1:])
            found[each.key] = ask_of(each.key, of, first.options, first.chosen, {}, first.why)
    return tuple(found.values())


@dataclass(frozen=True, eq=False)
class Item:
    """One picture to be: `label` indexes the class names, `where` names it to people, `open` unpacks it (PictureError). `mark`, where it is
    quicker than to look at the picture, is a number made of all its pixels; it gives none of a picture of a single colour. `by` says from whom
    it is, if that is known."""

    part: str
    label: int
    where: str
    open: Callable[[], Image.Image]
    mark: Callable[[], int | None] | None = None
    by: str = ""


@dataclass(frozen=True, eq=False)
class Source:
    """The pictures of an upload in order; `sorted_by_class` ones are shuffled later. `turned`: rows seem to be columns. `unlabelled` are
    pictures of which no class is known. `taken_by` is what those are called from whom the pictures are, as `patient_id`. The classes are told
    `by_names` of files, folders or arrays, or else by labels."""

    kind: str
    class_names: tuple[str, ...]
    items: list[Item]
    sorted_by_class: bool = False
    set_aside: list[SetAside] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    turned: bool = False
    unlabelled: list[Item] = field(default_factory=list)
    taken_by: str = ""
    by_names: bool = False

    @property
    def of_files(self) -> bool:
        """Whether each picture is a file, and not a row of an array or a table."""
        return self.kind in ("folders", "pictures")


def check_class_names(names: list[str], name: str) -> tuple[str, ...]:
    """The names as they will stand on the pages; DatasetError for too few, too many, or one that cannot be shown."""
    if not MIN_CLASSES <= len(names) <= MAX_CLASSES:
        raise refused(name, f"it has {len(names)} classes, and {MIN_CLASSES} to {MAX_CLASSES} are possible")
    for each in names:
        try:
            LABEL.check("class", each)
        except SpecError as error:
            raise refused(name, f"the class name {each[:40]!r} {error.problem}") from None
        if each in RESERVED:
            raise refused(name, f"the class name {each} has a meaning of its own in reports; call the class otherwise")
        if re.search("[<>]", each):
            raise refused(name, f"the class name {each[:40]!r} has a < or >, which cannot be shown")
    return tuple(names)
