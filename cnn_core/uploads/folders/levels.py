"""Folders in folders, of which one kind are the classes and the other persons, devices or days: what the names tell, and how it is asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from cnn_core.uploads.folders.folder_tree import Folder
from cnn_core.uploads.folders.same_pictures import SET_ASIDE
from cnn_core.uploads.source import TRAIN, Answers, Question
from cnn_core.uploads.words.camera_names import DAY
from cnn_core.uploads.words.folder_words import GROUP, MEASURED, NUMBERED, OF_CLASSES, OTHERS, PICTURES, SIZED, UNKNOWN, WHOLES
from cnn_core.uploads.words.guessed_parts import MOST_PARTS, PART_FOR, ask_part, guessed_parts
from cnn_core.uploads.words.naming import alike, is_count, words

SHOWN = 3
MIXED = "A network learns to tell the classes apart. Folders of the other kind, such as persons, devices, rooms or days, are mixed in each class."
FEWEST, SEVERAL = 3, 2
BALANCED = 0.5
"""What a lone folder has beside it, of its own size, where both are classes: of three and more classes in it one other is a third at most."""
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def asked_of_levels(outer: Sequence[str], inner: Sequence[str]) -> str:
    """How it is asked which of two kinds of folders are the classes."""
    return f"The classes, which are to be told apart, are {_shown(outer)} or {_shown(inner)}"


def are_digits_of_each(outer: Sequence[str], inner: Collection[Collection[str]]) -> bool:
    """Whether the folders in each of several, which are called by words, are the same digits from 0 on, in figures or in words: `anna/0`,
    `anna/1`, `ben/0`, ... Who wrote them is seldom what is to be told. `inner` are the different sets of the names in them. Shares
    count from 1."""
    if len(inner) != 1 or not all(any(map(str.isalpha, each)) and each.casefold() not in DIGITS for each in outer):
        return False
    names = {each.casefold() for each in next(iter(inner))}
    counted = {*map(str, range(len(names)))}
    return len(outer) > 1 and FEWEST <= len(names) <= len(DIGITS) and names in (counted, {*DIGITS[: len(names)]})


def holds_no_classes(folder: Folder) -> bool:
    """Whether the folders in a folder are called as days, shares, sizes, or numbers that do not count from 0, as digits do; of what is
    called `data` they are the classes all the same."""
    names = folder.below.keys()
    if {*words(folder.name)} <= WHOLES | PICTURES:
        return False
    if all(map(is_count, names)):
        return {*map(int, names)} != {*range(len(names))}
    return all(any(of.fullmatch(each) for of in (DAY, GROUP, NUMBERED, MEASURED, SIZED)) for each in names)


def is_class_beside(folder: Folder, others: Sequence[Folder]) -> bool:
    """Whether a lone folder with folders in it is likelier a class, beside others that are none of it, than what has the classes in it: `hotdog/`
    with `grill/` and `bun/` beside `others/`, as large as it about. `shapes`, `images`, `labeled`, `cifar10` and `cat_or_dog` have the classes in them."""
    said = words(folder.name)
    whole = any(each in WHOLES | PICTURES | OF_CLASSES or each.endswith("s") for each in said) or any(
        map(str.isdigit, folder.name)
    )
    whole |= any(alike(each) in alike(folder.name) for each in folder.below)  # cat_or_dog/cat
    rest = bool(others) and all({*words(each.name)} & OTHERS for each in others)
    return rest and bool(said) and not whole and sum(each.size() for each in others) >= BALANCED * folder.size()


def marked_as_none(folders: Sequence[Folder]) -> list[Folder]:
    """Those whose names stand between two `_`, where several do not, as `_background_noise_` beside the words of Speech Commands: they hold
    what belongs to no class. `_unknown_` and `_silence_` are classes there."""
    marked = [each for each in folders if re.fullmatch(r"_.*[^\W_].*_", each.name)]
    if len(folders) - len(marked) < SEVERAL:
        return []
    return [each for each in marked if not {*words(each.name)} & (UNKNOWN | {"silence"})]


def part_of_each(folders: Sequence[Folder], shares: bool, answers: Answers) -> tuple[list[str], list[Question]]:
    """The part of each of some folders with the same classes, empty if it is to be set aside, and the questions; those that are `shares` of
    one part, or more than parts are, are guessed to be to learn from."""
    names, sizes = [each.name for each in folders], [each.size() for each in folders]
    guesses = [TRAIN] * len(folders) if shares or len(folders) > MOST_PARTS else guessed_parts(names, sizes)
    questions = [
        ask_part(name, f"in {name}/", size, guess, answers, SET_ASIDE)
        for name, size, guess in zip(names, sizes, guesses, strict=True)
    ]
    return [PART_FOR.get(each.chosen, "") for each in questions], questions


def said_of_mixed(folders: Sequence[Folder], parts: Sequence[str]) -> list[str]:
    """A sentence if several folders, such as folds or persons, are all to learn from, so that a test part is drawn from all."""
    if {*parts} - {""} != {TRAIN} or len(folders) < 2:
        return []
    listed = ", ".join(f"{each.name[:40]}/" for each in folders[:SHOWN]) + ", …" * (len(folders) > SHOWN)
    return [
        f"{listed} are mixed, and what is tested with is drawn from all of them. To test on one alone, say of it that it is to test with."
    ]


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + "…" * (len(names) > SHOWN)
