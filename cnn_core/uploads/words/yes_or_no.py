"""Columns of yes and no that say of each picture whether it is of a part: `is_test`, `Trainingsbild`, or `train` beside `test`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.source import TEST, TRAIN, VALIDATION
from cnn_core.uploads.words.naming import part_of
from cnn_core.uploads.words.part_words import compound_part

YES = {"true", "1", "1.0", "yes", "y", "t", "x", "ja", "j", "wahr", "oui", "vrai", "si", "sí", "sì", "verdadero", "vero", "sim"}
NO = {"false", "0", "0.0", "no", "n", "f", "nein", "falsch", "non", "faux", "falso", "não", "nao", "-"}
BEFORE = re.compile(
    "(?:is|(?:is)?in(?!valid)|for|isfor|use|usedfor|usefor|to|ist|im|zum|für|est|es)(?=train|test|val|eval|dev|holdout)"
)
"""What the head of such a column begins with: it says that it is one."""
AFTER = re.compile("(?:img|image|picture|photo|sample|bild|foto|row|flag|mask)s?")
LABELLED = re.compile("^(?:[xy]|images?|data|labels?)(?=train|test|val|eval|dev|holdout)|(?:[xy]|labels?)$")
"""What a head begins or ends with that speaks of the labels of a part."""
NEITHER = "neither"
REST = {
    frozenset({TRAIN, VALIDATION}): TEST,
    frozenset({VALIDATION, TEST}): TRAIN,
}
"""The part of pictures which two columns say to be of neither."""


def flagged_part(head: str) -> str:
    """The part that a yes under this head, without gaps and in small letters, means; empty if none. `valid` alone says that a picture is
    good, or what it is for."""
    rest = BEFORE.sub("", head, count=1) if BEFORE.match(head) else head
    if LABELLED.search(rest):
        return ""
    ended = next((rest[: found.start()] for found in AFTER.finditer(rest) if found.end() == len(rest)), rest)
    return part_of(rest) or compound_part(rest) or part_of(ended)


def is_sure(head: str) -> bool:
    """Whether a head that names a part says more than its word, as `is_train` and `Trainingsbild` do: `test` may be one for a disease, and
    `train` a vehicle."""
    return bool(flagged_part(head)) and (BEFORE.match(head) is not None or not BARE.fullmatch(head))


BARE = re.compile(r"train(?:ing|s)?|test(?:ing|s)?|val(?:id|idation)?|eval(?:uation)?|dev(?:elopment)?|holdout")


def says_yes_and_no(cells: Sequence[str]) -> bool:
    """Whether there is yes and no in a column and nothing else; no may be an empty cell."""
    said = {cell.strip().casefold() for cell in cells}
    return said <= YES | NO | {""} and bool(said & YES) and bool(said - YES)


def is_yes(cell: str) -> bool:
    """Whether a cell says yes."""
    return cell.strip().casefold() in YES


def flagged(head: str, cells: Sequence[str]) -> list[str]:
    """The part of each row: what the head names where a cell says yes, and else another. An empty cell is no, unless others say no."""
    part = flagged_part(head)
    other = TEST if part == TRAIN else TRAIN
    silent = "" if {cell.strip().casefold() for cell in cells} & NO else other
    return [part if is_yes(cell) else other if cell.strip() else silent for cell in cells]


def flags_beside(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """The columns, with what is in them, of which each says of another part whether a picture is of it, and no two of one picture; none
    if there are not two."""
    found = {n: flagged_part(head) for n, head in enumerate(heads) if says_yes_and_no(cells[n])}
    found = {n: part for n, part in found.items() if part}
    if len(found) < 2 or len({*found.values()}) < len(found) or {*found.values()} <= {VALIDATION}:
        return []
    rows = zip(*(cells[n] for n in found), strict=True)
    return [*found] if all(sum(map(is_yes, row)) <= 1 for row in rows) else []


def joined_flags(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    """The part of each row as such columns say together."""
    parts = [flagged_part(head) for head in heads]
    rest = REST.get(frozenset(parts), TRAIN if TRAIN not in parts else NEITHER)
    rows = zip(*cells, strict=True)
    return [next((part for part, cell in zip(parts, row, strict=True) if is_yes(cell)), rest) for row in rows]


def others_of_yes_and_no(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """The columns that say yes and no of something that is no part: classes or properties."""
    return [n for n, head in enumerate(heads) if not flagged_part(head) and says_yes_and_no(cells[n])]


def one_each(cells: Sequence[Sequence[str]]) -> bool:
    """Whether in each row one of these columns says yes."""
    return len(cells) > 1 and all(sum(map(is_yes, row)) == 1 for row in zip(*cells, strict=True))


def is_class_among(heads: Sequence[str], cells: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column is one of those of which each row has one with a yes: a train beside a bus and a car."""
    return one_each([cells[n] for n in (at, *others_of_yes_and_no(heads, cells))])
