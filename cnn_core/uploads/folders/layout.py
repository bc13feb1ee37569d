"""Which folders are parts, which are classes, and which are neither: read off the tree of a zip's pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnn_core.uploads.folders.folder_tree import Folder, Path, tree
from cnn_core.uploads.folders.levels import (
    MIXED,
    are_digits_of_each,
    asked_of_levels,
    holds_no_classes,
    is_class_beside,
    marked_as_none,
    part_of_each,
    said_of_mixed,
)
from cnn_core.uploads.folders.paired_folders import Paired, ask_paired, paired
from cnn_core.uploads.folders.part_folders import (
    A_CLASS,
    ARE_PARTS,
    BEGUN,
    again_of,
    ask_class,
    ask_of_all,
    begun_parts,
    beside_parts,
    called_as_tests,
    classes_beside_parts,
    may_be_classes,
    nothing_to_learn,
    parts_among,
    same_classes,
    without_unknown,
)
from cnn_core.uploads.folders.parts_in_classes import (
    INNER,
    OUTER,
    SAME,
    ask_groups,
    ask_undivided,
    class_then_part,
    no_class_beside,
    parts_in_classes,
    said_of_groups,
)
from cnn_core.uploads.folders.placing import NO_CLASS, NO_PART, Layout, aside, put, unlabelled
from cnn_core.uploads.folders.same_pictures import SET_ASIDE, SamePictures
from cnn_core.uploads.folders.unwrapping import unwrapped, without_inner
from cnn_core.uploads.source import PARTS, TRAIN, Answers, Question, ask
from cnn_core.uploads.words.camera_names import DAY
from cnn_core.uploads.words.folder_words import ASIDE, GROUP, KINDS, MEASURED, NUMBERED, PICTURES, SIZED
from cnn_core.uploads.words.guessed_parts import PART_FOR, part_key, parts_said, several_said
from cnn_core.uploads.words.naming import alike, without_part, words

MAX_CLASSES, MOST_SHARES = 100, 12
BY_CHOICE = "it was left out by choice"
SIZES = (
    "The outer folders are called as sizes of pictures. If each has the same pictures, a network is tested with what it learned from: choose "
    "one of the folders alone."
)


def read_layout(paths: Sequence[Path], answers: Answers, same: SamePictures | None = None) -> Layout:
    """The layout of pictures at these paths, each folders and a file name; `same` knows which of them are the same."""
    layout = Layout(same=same or SamePictures(), answers=answers)
    root = unwrapped(tree(paths), layout, set())
    folders = list(root.below.values())
    if (of_classes := paired(folders)) and _said_to_be(ask_paired(of_classes, answers), layout):
        _placed(of_classes, root, layout)
        return layout
    parts = [] if of_classes else parts_among(folders)
    doubtful = may_be_classes(parts) or nothing_to_learn(parts, folders, paths)
    may = parts or ([] if of_classes else begun_parts(folders))
    again = again_of(parts)
    parts = [each for each in parts if each not in again]
    if (parts and not doubtful) or (may and _said_to_be(ask_of_all(may, doubtful, paths, answers), layout)):
        more, asked = beside_parts(parts, folders, KINDS | ASIDE, answers)
        layout.questions += asked
        mine, by_name = {id(of) for _, of in (*parts, *more)}, {each.key for each in asked}
        for each in [each for each in folders if id(each) not in mine]:
            _beside(root, each, layout, NO_PART if part_key(each.name) in by_name else NO_CLASS)
        put(root.here, TRAIN, "", layout)
        parts += more
        named = classes_beside_parts(parts)
        for part, folder in sorted(parts, key=lambda each: PARTS.index(each[0])):
            if named and not without_part(folder.name):
                unlabelled(f"{folder.name}/", folder.here, layout)
                continue
            if named:
                put(folder.here, part, without_part(folder.name), layout)
                continue
            _classes(unwrapped(folder, layout, layout.classes), part, layout, answers)
    elif class_then_part(root):
        _divided(root, layout)
    else:
        _classes(root, TRAIN, layout, answers, undivided=all(each.key != BEGUN for each in layout.questions))
    return layout


def _divided(root: Folder, layout: Layout) -> None:
    """Places classes with parts in them, or groups in whose parts the classes are."""
    folders = list(root.below.values())
    inner, asked = parts_in_classes(folders, KINDS | ASIDE, layout.answers, layout.same)
    level = ask_groups(folders, layout.answers)
    deeper = level is not None and level.chosen == INNER
    layout.notes += [said_of_groups(folders)] * deeper
    undivided = [each for each in folders if each.here and not deeper and not no_class_beside(each, folders)]
    direct = ask_undivided(undivided, layout.answers) if undivided else None
    layout.questions += [*asked, *(each for each in (level, direct) if each)]
    for folder in folders:
        part = PART_FOR.get(direct.chosen, "") if direct and folder in undivided else ""
        if part:
            put(folder.here, part, folder.name, layout)
        elif folder.here:
            unlabelled(f"{folder.name}/", folder.here, layout)
        for each in folder.below.values():
            if not inner[id(each)]:
                unlabelled(f"{folder.name}/{each.name}/", [*each.all()], layout, NO_PART)
            elif deeper:
                _classes(unwrapped(each, layout, layout.classes), inner[id(each)], layout, layout.answers)
            else:
                put(each.all(), inner[id(each)], folder.name, layout)
    put(root.here, TRAIN, "", layout)


def _said_to_be(question: Question, layout: Layout) -> bool:
    """Whether a person, or the guess, says that folders are parts."""
    layout.questions.append(question)
    return question.chosen == ARE_PARTS


def _placed(of_classes: Paired, root: Folder, layout: Layout) -> None:
    for part, label, folder in of_classes:
        put(folder.here, part, label, layout)
    for each in [each for each in root.below.values() if each not in [folder for _, _, folder in of_classes]]:
        unlabelled(f"{each.name}/", each.here, layout)
    put(root.here, TRAIN, "", layout)


def _beside(parent: Folder, folder: Folder, layout: Layout, why: str) -> None:
    unlabelled(f"{folder.name}/", [*folder.all()], layout, why)
    del parent.below[folder.name]


def _classes(folder: Folder, part: str, layout: Layout, answers: Answers, undivided: bool = False) -> None:
    """Each folder is a class with all that is below it. `undivided`: no name of a folder says a part, and nobody that they are classes."""
    folders = list(folder.below.values())
    never = (called_as_tests(folders) if undivided else []) + marked_as_none(folders)
    named = [each for each in folders if each not in never and not set(words(each.name)) & ASIDE]
    plain = without_unknown(named) or folders
    rest = [each for each in named if each not in plain]
    lone = len(plain) == 1 and not layout.classes.intersection(plain[0].below)
    usual = OUTER if (len(plain) == 1 and holds_no_classes(plain[0])) or (lone and is_class_beside(plain[0], rest)) else INNER
    outer = answers.get("level", usual) == OUTER
    unknown = {id(each) for each in named} if outer else set()
    known, mine = layout.classes, {id(each) for each in plain}
    for each in [each for each in folders if id(each) not in mine]:
        is_class = each.name in known
        question = ask_class(each, answers, A_CLASS if is_class or id(each) in unknown else SET_ASIDE)
        if not is_class or any(other.key == question.key for other in layout.questions):
            layout.questions.append(question)
        if question.chosen == SET_ASIDE and not is_class:
            unlabelled(f"{each.name}/", [*each.all()], layout)
            continue
        plain.append(each)
    for label, each, told in _named(plain, part, layout, answers, undivided):
        put(each.all(), told, label, layout)
    put([number for each in plain for number in each.here if number not in layout.placed], part, "", layout)
    put(folder.here, part, "", layout)


def _named(
    folders: list[Folder], part: str, layout: Layout, answers: Answers, undivided: bool
) -> Iterator[tuple[str, Folder, str]]:
    """(class, folder, its part, which is this one unless another is told): the folders themselves, or those in them where most pictures lie
    deeper and a person, names, or the same names in each of a few say so."""
    for each in folders:
        without_inner(each)
    deep = [inner for each in folders for inner in each.below.values()]
    total, below = sum(each.size() for each in folders), sum(each.size() for each in deep)
    twice = all(alike(each.name) == alike(inner.name) for each in folders for inner in each.below.values())  # cat/cat
    lone = len(without_unknown(folders)) < len(folders)
    if not deep or twice or (below * 5 < total * 4 and not lone) or len({alike(each.name) for each in deep}) < 2:
        yield from ((each.name, each, part) for each in folders)
        return
    # session1/s1, session1/s2, ... are people, and days say when pictures were taken
    groups = all(GROUP.fullmatch(each.name) for each in folders) or all(DAY.fullmatch(each.name) for each in folders)
    shares = all(GROUP.fullmatch(each.name) or NUMBERED.fullmatch(each.name) for each in deep)
    inner = {frozenset(alike(below.name) for below in each.below.values()) for each in folders}
    sized = (
        len(folders) > 1
        and len(inner) == 1
        and (all(SIZED.fullmatch(each.name) for each in folders) or layout.same.of_sizes(folders))
    )
    looks = sized or (len(inner) == 1 and all(words(each.name) and set(words(each.name)) <= KINDS | PICTURES for each in folders))
    may_be_parts = undivided and same_classes(folders)
    names = [each.name for each in folders]
    no_classes = shares or all(
        MEASURED.fullmatch(each.name) or SIZED.fullmatch(each.name) or set(words(each.name)) & KINDS for each in deep
    )
    same = may_be_parts and (several_said(names) or (parts_said(names) and not no_classes))
    counted = len(folders) <= MAX_CLASSES and are_digits_of_each(names, inner)
    deeper = groups or same or counted or (not shares and (looks or len(folders) < 2 or len(folders) > MAX_CLASSES))
    known = layout.classes
    of_known = INNER if known.intersection(each.name for each in deep) else OUTER if known else ""
    before = OUTER if known.issuperset(names) else layout.level or of_known
    question = ask(
        "level",
        asked_of_levels(names, [*dict.fromkeys(each.name for each in deep)]),
        (OUTER, INNER),
        before or (INNER if deeper else OUTER),
        answers,
        SAME if same else SIZES if sized else MIXED,
    )
    layout.level = question.chosen
    layout.questions.append(question)
    if question.chosen == OUTER:
        yield from ((each.name, each, part) for each in folders)
        return
    if not (undivided and same_classes(folders, MOST_SHARES)):
        parts = [part] * len(folders)
    else:
        parts, asked = part_of_each(folders, groups or looks, answers)
        layout.questions += asked
        layout.notes += said_of_mixed(folders, parts)
    for each, told in zip(folders, parts, strict=True):
        if not told:
            aside(each, BY_CHOICE, layout)
            continue
        yield from ((inner.name, inner, told) for inner in each.below.values())
        yield each.name if lone and not each.below else "", Folder("", here=each.here), told
