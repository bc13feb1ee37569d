"""Which folders are the parts of a dataset: as they are called, or as is asked of those that hold the same classes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from cnn_core.uploads.folders.file_names import from_file_names
from cnn_core.uploads.folders.folder_tree import Folder, Path
from cnn_core.uploads.folders.same_pictures import SET_ASIDE
from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question, ask, ask_of
from cnn_core.uploads.words.camera_names import COPY, LONGEST_MARK
from cnn_core.uploads.words.folder_words import GROUP, KINDS, LOOKS, PICTURES, UNKNOWN, WHOLES
from cnn_core.uploads.words.guessed_parts import MOST_PARTS, PART_FOR, ask_part, said_part
from cnn_core.uploads.words.misspelled import misspelled_part
from cnn_core.uploads.words.naming import (
    TRAINS,
    VALID,
    alike,
    as_parts,
    begins_as_part,
    doubted,
    part_of,
    says_contrary,
    short_part,
    without_part,
    words,
)
from cnn_core.uploads.words.part_words import compound_part

Parts = list[tuple[str, Folder]]
"""Pairs of a part and a folder that is it."""
COMMON, SAME = 0.5, 0.8
MIN_CLASSES, SHOWN = 2, 3
BEGUN, ARE_PARTS, ARE_CLASSES = "begun", "parts of the dataset", "classes"
A_CLASS = "a class"


def parts_among(folders: Sequence[Folder]) -> Parts:
    """Those of the folders that are plainly parts, if parts and not classes is what they are: no picture of a train is in `train/` alone."""
    doubtful = doubted([each.name for each in folders])
    told = zip(as_parts([each.name for each in folders]), folders, strict=True)
    said = [
        (part, each)
        for name, each in told
        if (part := part_of(name if each.name.casefold() == TRAINS else each.name) or _compound(each, folders))
    ]
    named = [(part, each) for part, each in said if each.name not in doubtful]
    mine = {id(each) for _, each in said}
    others = [each for each in folders if id(each) not in mine]
    kinds = {part for part, _ in said}
    nested = any(each.below for _, each in named)
    training = TRAIN not in kinds and len(others) == 1 and any(_alike(others[0], each) for _, each in named)
    if training and short_part(others[0].name) == TRAIN:
        return [*named, (TRAIN, others[0])]
    if named and (training or _are_parts(said, others, nested)):
        return named
    return named if nested and all(not each.below for each in others) else []


def called_as_tests(folders: Sequence[Folder]) -> list[Folder]:
    """Those of several class folders that are called as a part to test or validate with and have no classes in them: `test_images` or `tset`, but
    neither a `train`, which may be the vehicle, nor `test_tube`, nor one of `test1` and `test2`."""
    doubtful = doubted([each.name for each in folders])
    found: dict[str, list[Folder]] = {}
    for each in folders:
        alone = compound_part(each.name) or misspelled_part(each.name)
        part, beside = (alone, "") if alone else (part_of(each.name), without_part(each.name))
        if part in (TEST, VALIDATION) and each.name not in doubtful and not each.below and no_class(beside):
            found.setdefault(part, []).append(each)
    single = [these[0] for these in found.values() if len(these) == 1]
    return single if len(folders) - sum(map(len, found.values())) >= MIN_CLASSES else []


def without_unknown(folders: Sequence[Folder]) -> list[Folder]:
    """The folders; of one with classes in it, and others with pictures alone that are called as unknown or the rest, that one."""
    nested = [each for each in folders if len(each.below) >= MIN_CLASSES]
    others = [each for each in folders if each not in nested]
    unknown = all(
        not each.below and (said := {*words(each.name)}) & UNKNOWN and said <= UNKNOWN | PICTURES | WHOLES for each in others
    )
    return nested if len(nested) == 1 and unknown else [*folders]


def ask_class(folder: Folder, answers: Answers, usual: str = SET_ASIDE) -> Question:
    """Whether a folder of whose name this is doubtful is a class, `usual` as a guess. What is valid may be."""
    guess = A_CLASS if alike(folder.name) == VALID else usual
    of = (folder.size(), "picture", f"in {folder.name}/")
    return ask_of(f"folder {folder.name}", of, (SET_ASIDE, A_CLASS), guess, answers, "Its name is not that of a class.")


def begun_parts(folders: Sequence[Folder]) -> Parts:
    """Those that are parts if names that only begin so are believed, `Trainingsreihe/` and `Testreihe/`: a valley and a device may be
    classes too."""
    doubtful = doubted([each.name for each in folders])
    found = [(part, each) for each in folders if each.name not in doubtful and (part := _begun(each.name))]
    others = [each for each in folders if not _begun(each.name)]
    nested = any(each.below for _, each in found)
    kinds = {part for part, _ in found}
    training = TRAIN not in kinds and len(others) == 1 and any(_alike(others[0], each) for _, each in found)
    return found if training or _are_parts(found, others, nested) else []


def may_be_classes(parts: Parts) -> bool:
    """Whether each of several folders is called something of its own beside its part, `test_tube` and `bullet_train`, which no other is.
    Of parts with the same folders in them, a letter, a look or a month is nothing of their own: `train_augmented` and `test_original`."""
    beside = ["" if compound_part(each.name) else without_part(each.name) for _, each in parts]
    told = LOOKS | KINDS if _of_same_classes(parts) else set()
    said = [{alike(word) for word in words(each) if word not in WHOLES | told and (len(word) > 1 or not told)} for each in beside]
    return len(parts) > 1 and not any(map(no_class, beside)) and all(said) and sum(map(len, said)) == len(set().union(*said))


def again_of(parts: Parts) -> Parts:
    """Those of the parts that are called as a copy of another, `train - Copy` beside `train`: to be asked about."""
    names = {alike(each.name) for _, each in parts}
    return [
        (part, each)
        for part, each in parts
        if (mark := COPY.search(each.name[-LONGEST_MARK:])) and alike(each.name.removesuffix(mark[0])) in names
    ]


def nothing_to_learn(parts: Parts, folders: Sequence[Folder], paths: Sequence[Path]) -> bool:
    """Whether none of the parts is to learn from, and what lies beside them may be a class as they may: `production/` beside `testing/` and
    `development/`, with pictures alone in each, whose names say no class."""
    mine = {id(each) for _, each in parts}
    others = [each for each in folders if id(each) not in mine]
    alone = (
        bool(parts)
        and bool(others)
        and not any(each.below for each in folders)
        and not any(no_class(each.name) for each in others)
    )
    return alone and TRAIN not in {part for part, _ in parts} and from_file_names([path[-1] for path in paths]) is None


def ask_of_all(may: Parts, doubtful: bool, paths: Sequence[Path], answers: Answers) -> Question:
    """Whether folders that may be parts are such. If it is `doubtful`, because each is called something of its own, they are guessed to be
    parts where they say several and have the same folders in them; else where any has folders in it, or the names of the files tell
    the classes."""
    folders = [each for _, each in may]
    nested = any(each.below for each in folders) or from_file_names([path[-1] for path in paths]) is not None
    parts = _of_same_classes(may) if doubtful else nested
    names = ", ".join(f"{each.name}/" for each in folders[:SHOWN]) + ", …" * (len(folders) > SHOWN)
    guess = ARE_PARTS if parts else ARE_CLASSES
    return ask(BEGUN, f"{names} {'is' if len(folders) == 1 else 'are'}", (ARE_PARTS, ARE_CLASSES), guess, answers)


def _of_same_classes(parts: Parts) -> bool:
    """Whether folders of several parts each hold mostly the same folders as the one that holds most."""
    most = max((held for _, each in parts for held in _levels(each)), key=len, default=set())
    return len(most) >= MIN_CLASSES and len({part for part, _ in parts}) > 1 and all(_holds(each, most) for _, each in parts)


def _compound(folder: Folder, beside: Sequence[Folder]) -> str:
    """The part that a word such as Testbilder says, of a folder that has no folders in it or some that another has too."""
    if not (part := compound_part(folder.name)):
        return ""
    held = set[str]().union(*_levels(folder))
    shared = any(each is not folder and any(held & other for other in _levels(each)) for each in beside)
    return part if shared or not folder.below else ""


def _begun(name: str) -> str:
    return part_of(name) or begins_as_part(name)


def _are_parts(named: Parts, others: Sequence[Folder], nested: bool) -> bool:
    """Whether folders of several parts have folders in them, or most of the pictures."""
    most = not others or sum(each.size() for each in others) < sum(each.size() for _, each in named)
    return len({part for part, _ in named}) >= 2 and (nested or most)


def _alike(one: Folder, other: Folder) -> bool:
    """Whether two folders have the same folders in them, several, whatever is around these."""
    return any(len(held) > 1 and held in _levels(other) for held in _levels(one))


def inside(folder: Folder) -> set[str]:
    """The names of the folders in a folder, in one spelling."""
    return {alike(each) for each in folder.below}


def _levels(folder: Folder) -> Iterator[set[str]]:
    """The names of the folders in a folder, and in each that alone lies in the one before: `rps/rps/` is often what `rps.zip` becomes."""
    yield inside(folder)
    while not folder.here and len(folder.below) == 1:
        folder = next(iter(folder.below.values()))
        yield inside(folder)


def _holds(folder: Folder, classes: set[str]) -> bool:
    return any(len(held & classes) > COMMON * len(held) for held in _levels(folder))


def beside_parts(
    named: Parts, folders: Sequence[Folder], never: Container[str], answers: Answers
) -> tuple[Parts, list[Question]]:
    """Of folders beside those that are plainly parts, those that a person says are parts too, and the questions. Asked are folders that
    hold their classes, or, where there are no class folders, whose names begin as those of parts. A single one is guessed to be the
    training part, or else the test part, where there is none, unless a word of its name is `never` that of a part."""
    there = {part for part, _ in named}
    mine = {id(each) for _, each in named}
    rest = [each for each in folders if id(each) not in mine]
    classes = {name for each in ([each for _, each in named] or rest) for held in _levels(each) for name in held}
    flat = not classes and not any(without_part(each.name) for _, each in named)  # of train_cats the rest is a class
    others = [each for each in rest if (_holds(each, classes) if each.below else flat and _begun(each.name))]
    known = {*there, *(said_part(each.name) for each in others)}
    alone = sum(not said_part(each.name) for each in others) == 1
    lacking = next((part for part in (TRAIN, TEST) if part not in known), "") if alone else ""
    asked = [asked_part(each.name, each.size(), lacking, there, never, answers) for each in others[:MOST_PARTS]]
    of = zip(asked, others, strict=False)
    return [(PART_FOR[question.chosen], each) for question, each in of if question.chosen != SET_ASIDE], asked


def classes_beside_parts(parts: Parts) -> bool:
    """Whether the names of the parts say the classes too: `train_cats`, `train_dogs`, `test_cats`, ... A `test` beside them has none."""
    beside = [without_part(each.name) for part, each in parts if part == TRAIN or without_part(each.name)]
    alone = all(each.here and not each.below and part_of(each.name) for _, each in parts)
    return alone and len(set(beside)) >= 2 and not any(map(no_class, beside))


def no_class(name: str) -> bool:
    """Whether what a part is called beside says nothing of a class: `images`, `2`, `batch 2`; a `day` may be one."""
    return (
        not name
        or name.isdecimal()
        or name.casefold() in PICTURES | WHOLES
        or (name[-1].isdecimal() and bool(GROUP.fullmatch(name)))
    )


def asked_part(
    name: str, count: int, lacking: str, there: Container[str], never: Container[str], answers: Answers, why: str = ""
) -> Question:
    """A name that only begins as that of a part which is plainly there is guessed to be something else, as is one that says what is not so."""
    said = said_part(name)
    other = bool(why) or says_contrary(name) or any(word in never for word in words(name))
    other |= said in there and said == begins_as_part(name) and not part_of(name)
    return ask_part(name, f"in {name}/", count, "" if other else said or lacking, answers, SET_ASIDE, why)


def same_classes(folders: Sequence[Folder], most: int = MOST_PARTS) -> bool:
    """Whether a few folders, `most` at most, hold nearly the same folders, which are several: shares of a dataset, as long as these are its
    classes."""
    held = [inside(each) for each in folders]
    if not 2 <= len(folders) <= most:
        return False
    common = set.intersection(*held)
    return len(common) >= max(MIN_CLASSES, SAME * len(set.union(*held)))
