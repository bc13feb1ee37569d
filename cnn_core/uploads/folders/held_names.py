"""Pictures that have no class yet, and whose names hold one that others have: `cat_1_flipped` and `IMG_100_cat` beside `cat_1`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cnn_core.text import plural
from cnn_core.uploads.beside.file_labels import Way
from cnn_core.uploads.folders.same_pictures import SET_ASIDE
from cnn_core.uploads.source import Answers, Question, ask
from cnn_core.uploads.words.camera_names import bare
from cnn_core.uploads.words.naming import NOT, part_of

OF_HELD = "of the class in their names"
TOKEN = re.compile(r"[^\W\d_]+|\d+")
MAX_NAME, SHOWN = 250, 3

Known = Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]
"""First word of a class -> classes that begin so, each with all its words and numbers."""


def with_held(
    way: Way, names: Sequence[str], placed: Mapping[int, tuple[str, str]], answers: Answers, questions: list[Question]
) -> Way:
    """The way, with classes for pictures that are `placed` and had none, where their names hold exactly one, unless a person says that
    these are set aside. What tables leave out has none."""
    known = _known({*way.labels} - {""})
    held = {number: said for number in placed if not way.labels[number] and (said := held_in(names[number], known))}
    if way.tables or not held:
        return way
    first = [f"{names[number].rpartition('/')[2][-60:]} ({label[:40]})" for number, label in held.items()][:SHOWN]
    shown = ", ".join(first) + (", …" if len(held) > SHOWN else "")
    whose = "picture whose name is" if len(held) == 1 else f"{plural(len(held), 'picture')} whose names are"
    asks = f"The {whose} made otherwise, {shown}, {'is' if len(held) == 1 else 'are'}"
    question = ask("held names", asks, (OF_HELD, SET_ASIDE), OF_HELD, answers)
    questions.append(question)
    if question.chosen == SET_ASIDE:
        return way
    parts = [*way.parts]
    for number in held if parts else ():
        parts[number] = part_of(names[number].rpartition("/")[2])
    return replace(way, labels=[label or held.get(number, "") for number, label in enumerate(way.labels)], parts=parts)


def held_in(name: str, known: Known) -> str:
    """The only class that a name holds; a longer one hides those within it, as `red kite` does `kite`. A name that says `no cat` holds none."""
    tokens = _tokens(bare(name.rpartition("/")[2][:MAX_NAME])[0])
    found = [
        (at, at + len(of), label)
        for at, token in enumerate(tokens)
        for label, of in known.get(token, ())
        if tokens[at : at + len(of)] == of
    ]
    whole = [(at, to, label) for at, to, label in found if not any(a <= at and to <= b and b - a > to - at for a, b, _ in found)]
    denied = any(at and tokens[at - 1] in NOT for at, _, _ in whole)
    return whole[0][2] if len({label for _, _, label in whole}) == 1 and not denied else ""


def _known(labels: set[str]) -> Known:
    """Numbers alone are no class in a name: each picture has one."""
    known: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for label in labels:
        if (of := _tokens(label)) and not all(map(str.isdigit, of)):
            known.setdefault(of[0], []).append((label, of))
    return known


def _tokens(name: str) -> tuple[str, ...]:
    """The words and numbers of a name, in small letters: but of one letter, `A` and `a` are two classes."""
    return tuple(each if len(each) == 1 else each.casefold() for each in TOKEN.findall(name))
