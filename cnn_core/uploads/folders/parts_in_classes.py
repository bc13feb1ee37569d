"""Classes with parts in them, `cats/train` and `cats/test`, and groups with parts in which the classes are."""

from __future__ import annotations

from collections.abc import Container, Sequence

from cnn_core.uploads.folders.folder_tree import Folder
from cnn_core.uploads.folders.levels import asked_of_levels
from cnn_core.uploads.folders.part_folders import COMMON, MIN_CLASSES, SHOWN, asked_part, called_as_tests, inside, parts_among
from cnn_core.uploads.folders.same_pictures import SET_ASIDE, SamePictures
from cnn_core.uploads.source import TEST, TRAIN, Answers, Question, ask
from cnn_core.uploads.words.folder_words import ASIDE, COMPANIONS, GROUP, KINDS, MEASURED, NUMBERED, PICTURES
from cnn_core.uploads.words.guessed_parts import MOST_PARTS, PART_FOR, ask_part, said_part
from cnn_core.uploads.words.naming import alike, words

OUTER, INNER = "the outer folders", "the inner folders"
SAME = "The same names are in each of the outer folders."
AGAIN = "Its pictures are the same as in the folders beside it."
UNDIVIDED = "They lie in no part."


def class_then_part(folder: Folder) -> bool:
    """`cats/train`, `cats/test`, `dogs/train`, ... or names that may be those of parts in each, `cats/learn` and `cats/exam`. A few may be
    otherwise, and more if they have no folders in them, or one of the same names; all but one, if no folder in them is called otherwise."""
    folders = list(folder.below.values())
    divided = [
        each
        for each in folders
        if len(parts_among(list(each.below.values()))) >= 2 or {TRAIN} < {said_part(name) for name in each.below} - {""}
    ]
    names = {name for each in divided for name in inside(each)}
    fit = all(not each.below or inside(each) & names for each in folders)
    if len(divided) == 1 < len(folders):
        return fit and all(each.below and all(map(said_part, each.below)) for each in folders)
    return len(divided) >= 2 and (fit or len(divided) * 5 >= 4 * len(folders))


def no_class_beside(folder: Folder, folders: Sequence[Folder]) -> bool:
    """Whether a folder without parts in it is called as none of the classes beside it is: `test`, `predict`."""
    return not folder.below and (folder in called_as_tests(folders) or not ASIDE.isdisjoint(words(folder.name)))


def ask_undivided(folders: Sequence[Folder], answers: Answers) -> Question:
    """The part of the pictures that lie in no part of their classes."""
    names = [each.name for each in folders]
    shown = ", ".join(f"{name}/" for name in names[:SHOWN]) + ", …" * (len(names) > SHOWN)
    count = sum(len(each.here) for each in folders)
    return ask_part(", ".join(names[:SHOWN]), f"directly in {shown}", count, TRAIN, answers, SET_ASIDE, UNDIVIDED)


def ask_groups(folders: Sequence[Folder], answers: Answers) -> Question | None:
    """Whether not the folders are the classes but those in their parts, where each part holds mostly the same: `2023/train/cat`. They are
    guessed to be that: `Anna/` and `Ben/`, years or sizes have the same classes; kinds of a class are seldom those of another."""
    parts = [part for each in folders for part in each.below.values()]
    held = [inside(each) for each in parts]
    same = set.intersection(*held)
    names = [name for name in parts[0].below if alike(name) in same]
    shares = all(
        any(way.fullmatch(name) for way in (GROUP, NUMBERED, MEASURED)) or {*words(name)} & (KINDS | PICTURES | COMPANIONS)
        for name in names
    )
    if len(same) < MIN_CLASSES or len(same) <= COMMON * len(set.union(*held)) or shares:
        return None
    outer = [each.name for each in folders]
    return ask("level", asked_of_levels(outer, names), (OUTER, INNER), INNER, answers, SAME)


def said_of_groups(folders: Sequence[Folder]) -> str:
    """The sentence on groups whose parts are put together."""
    names = [f"{each.name[:40]}/" for each in folders]
    listed = (
        f"{', '.join(names[:-1])} and {names[-1]}" if len(names) <= SHOWN else f"{', '.join(names[:SHOWN])}, … ({len(names):,})"
    )
    return f"The parts of {listed} are joined: the training images of all are learned from, and the test images of all are tested with."


def parts_in_classes(
    classes: Sequence[Folder], never: Container[str], answers: Answers, same: SamePictures
) -> tuple[dict[int, str], list[Question]]:
    """The part of each folder in the classes by its id, empty if it is to be set aside, and the questions about those whose names say none.
    Of many such nothing is asked: they are to learn from."""
    plain = [named for folder in classes for named in parts_among(list(folder.below.values()))]
    told = {each.name: part for part, each in plain}
    found = {id(each): told[each.name] for folder in classes for each in folder.below.values() if each.name in told}
    others: dict[str, list[Folder]] = {}
    for each in (each for folder in classes for each in folder.below.values() if id(each) not in found):
        others.setdefault(each.name, []).append(each)
    lacking = TEST if len(others) == 1 and TEST not in found.values() else TRAIN
    again = {id(each) for folder in classes for each, _ in same.copies(list(folder.below.values()))}
    there = set(found.values())
    questions: list[Question] = []
    for name, these in others.items():
        part = TRAIN
        if len(others) <= MOST_PARTS:
            why = AGAIN if all(id(each) in again for each in these) else ""
            questions.append(asked_part(name, sum(each.size() for each in these), lacking, there, never, answers, why))
            part = PART_FOR.get(questions[-1].chosen, "")
        found.update((id(each), part) for each in these)
    return found, questions
