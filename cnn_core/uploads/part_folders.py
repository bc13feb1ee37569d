"""Which folders are the parts of a dataset: as they are called, or as is asked of those that hold the same classes."""

from __future__ import annotations

from collections.abc import Container, Sequence

from cnn_core.uploads.folder_tree import Folder
from cnn_core.uploads.guessed_parts import MOST_PARTS, PART_FOR, ask_part, guessed_parts, said_part
from cnn_core.uploads.naming import alike, begins_as_part, part_of, without_part, words
from cnn_core.uploads.source import TEST, TRAIN, Answers, Question

Parts = list[tuple[str, Folder]]
"""Pairs of a part and a folder that is it."""
COMMON, SAME = 0.5, 0.8
MIN_CLASSES = 2
SET_ASIDE = "set aside"


def parts_among(folders: Sequence[Folder]) -> Parts:
    """Those of the folders that are parts, if parts and not classes is what they are: no picture of a train is in `train/` alone."""
    for say in (part_of, begins_as_part):
        named = [(part, each) for each in folders if (part := say(each.name))]
        others = [each for each in folders if not say(each.name)]
        kinds = {part for part, _ in named}
        nested = any(each.below for _, each in named)
        if kinds and TRAIN not in kinds and len(others) == 1 and any(_alike(others[0], each) for _, each in named):
            return [(TRAIN, others[0]), *named]  # rps/ beside rps-test-set/, and perhaps a few loose pictures in rps-validation/
        if len(kinds) >= 2 and (nested or not others or sum(each.size() for each in others) < sum(e.size() for _, e in named)):
            return [*named, *_begun(named, others)]
        if kinds and nested and say is part_of and all(not each.below for each in others):
            return named
    return []


def _alike(one: Folder, other: Folder) -> bool:
    """Whether two folders have the same folders in them."""
    return len(one.below) > 1 and _inside(one) == _inside(other)


def _inside(folder: Folder) -> set[str]:
    return {alike(each) for each in folder.below}


def _begun(named: Parts, others: Sequence[Folder]) -> Parts:
    """Folders whose names only begin as that of a part, and that hold the classes of one: `Testdaten/` beside `Training/` and `Validation/`.
    Where none of these has folders, as in `cats/Training`, none is asked for."""
    classes = _classes(named)
    flat = not classes and not any(without_part(each.name) for _, each in named)  # of train_cats the rest is a class

    def fits(folder: Folder) -> bool:
        return _holds(folder, classes) if folder.below else flat

    return [(part, each) for each in others if fits(each) and (part := begins_as_part(each.name))]


def _classes(named: Parts) -> set[str]:
    return {name for _, each in named for name in _inside(each)}


def _holds(folder: Folder, classes: set[str]) -> bool:
    return len(_inside(folder) & classes) > COMMON * len(folder.below)


def beside_parts(
    named: Parts, folders: Sequence[Folder], never: Container[str], answers: Answers
) -> tuple[Parts, list[Question]]:
    """Of folders beside the parts that hold their classes and whose names say nothing, those that a person says are parts, and the
    questions. A single one is guessed to be the test part where there is none, unless a word of its name is `never` that of a part."""
    parts, classes = {part for part, _ in named}, _classes(named)
    mine = {id(each) for _, each in named}
    others = [each for each in folders if id(each) not in mine and each.below and _holds(each, classes)]
    lacking = TEST if len(others) == 1 and TEST not in parts else ""
    asked = [_asked(each.name, each.size(), lacking, never, answers) for each in others[:MOST_PARTS]]
    of = zip(asked, others, strict=False)
    return [(PART_FOR[question.chosen], each) for question, each in of if question.chosen != SET_ASIDE], asked


def _asked(name: str, count: int, lacking: str, never: Container[str], answers: Answers) -> Question:
    may = not any(word in never for word in words(name))
    return ask_part(name, f"in {name}/", count, (said_part(name) or lacking) if may else "", answers, otherwise=SET_ASIDE)


def class_then_part(folder: Folder) -> bool:
    """`cats/train`, `cats/test`, `dogs/train`, ... or names that may be those of parts in each, `cats/learn` and `cats/exam`."""
    inner = [each for each in folder.below.values() if each.below]
    divided = sum(
        len(parts_among(list(each.below.values()))) >= 2 or {TRAIN} < {said_part(name) for name in each.below} - {""}
        for each in inner
    )
    return len(inner) >= 2 and divided * 5 >= 4 * len(folder.below)


def parts_in_classes(classes: Sequence[Folder], never: Container[str], answers: Answers) -> tuple[dict[int, str], list[Question]]:
    """The part of each folder in the classes by its id, empty if it is to be set aside, and the questions about those whose names say none.
    Of many such nothing is asked: they are to learn from."""
    found = {id(each): part for folder in classes for part, each in parts_among(list(folder.below.values()))}
    others: dict[str, list[Folder]] = {}
    for each in (each for folder in classes for each in folder.below.values() if id(each) not in found):
        others.setdefault(each.name, []).append(each)
    lacking = TEST if len(others) == 1 and TEST not in found.values() else TRAIN
    questions: list[Question] = []
    for name, these in others.items():
        part = TRAIN
        if len(others) <= MOST_PARTS:
            questions.append(_asked(name, sum(each.size() for each in these), lacking, never, answers))
            part = PART_FOR.get(questions[-1].chosen, "")
        found.update((id(each), part) for each in these)
    return found, questions


def same_classes(folders: Sequence[Folder]) -> bool:
    """Whether a few folders hold nearly the same folders, which are several: shares of a dataset, as long as these are its classes."""
    inside = [_inside(each) for each in folders]
    if not 2 <= len(folders) <= MOST_PARTS:
        return False
    common = set.intersection(*inside)
    return len(common) >= max(MIN_CLASSES, SAME * len(set.union(*inside)))


def part_of_each(folders: Sequence[Folder], shares: bool, answers: Answers) -> tuple[list[str], list[Question]]:
    """The part of each of a few folders with the same classes, and the questions; those that are `shares` of one part are guessed to be to learn from."""
    names, sizes = [each.name for each in folders], [each.size() for each in folders]
    guesses = [TRAIN] * len(folders) if shares else guessed_parts(names, sizes)
    questions = [
        ask_part(name, f"in {name}/", size, guess, answers) for name, size, guess in zip(names, sizes, guesses, strict=True)
    ]
    return [PART_FOR[each.chosen] for each in questions], questions
