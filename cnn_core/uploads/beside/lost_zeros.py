"""Names of pictures that lost the zeros before them: a spreadsheet makes 1 of 0001, which is the name of `0001.png`."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.uploads.beside.named_pictures import ENDING, NO_FILES
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.words.naming import is_count, words

Matched = Sequence[list[int]]
"""The numbers of the pictures that each cell of a column may mean."""
NEARLY, SOME = 0.9, 0.3
"""How many of the rows are to mean a picture, and how many do where a column is sure to be the one of names."""


def with_zeros(
    cells: Sequence[Sequence[str]], matched: Sequence[Matched], best: int, pictures: Sequence[Member]
) -> tuple[int, list[list[int]]] | None:
    """The column of a table that names the pictures by numbers without their zeros, and what its cells may mean; None unless it is a single
    one, the names of all pictures that are numbers are of one length, and numbers and pictures are not the same but for one at each end, as
    those from 0 and those from 1 on are. `best` is the likeliest column as the names stand."""
    known = sum(map(bool, matched[best]))
    rows = len(cells[best]) - 1
    if known >= rows:
        return None
    by_number = _by_number(pictures)
    if known >= SOME * rows:
        columns = [best]
    elif any(ENDING.search(cell.strip().casefold()) for column in cells for cell in column):
        return None  # the table has names, of other pictures
    else:
        columns = [n for n, column in enumerate(cells) if len(cells) == 2 or _may_name(column[0])]
    found = {n: of for n in columns if (of := _meant(cells[n], matched[n], by_number)) is not None}
    return next(iter(found.items())) if len(found) == 1 else None


def said_of_zeros(file: str, cells: Sequence[str], meant: Matched, pictures: Sequence[Member]) -> tuple[str, ...]:
    """A sentence with the first number that means a picture with more zeros in its name, of what the cells do mean; none if none does."""
    for cell, of in zip(map(str.strip, cells), meant, strict=True):
        if of and is_count(cell) and (name := stem(pictures[of[0]].file)) != cell and is_count(name):
            return (f"The numbers in {file[-60:]} are without the zeros of the names: {cell} is {pictures[of[0]].name[-60:]}.",)
    return ()


def _may_name(head: str) -> bool:
    said = set(words(head))
    return bool(said) and not said & NO_FILES


def _by_number(pictures: Sequence[Member]) -> dict[int, list[int]]:
    """Number -> the pictures whose name it is, if all such names are of one length."""
    names = [stem(each.file) for each in pictures]
    found: dict[int, list[int]] = {}
    for at, name in enumerate(names):
        if is_count(name):
            found.setdefault(int(name), []).append(at)
    return found if len({len(name) for name in names if is_count(name)}) == 1 else {}


def _meant(column: Sequence[str], matched: Matched, by_number: dict[int, list[int]]) -> list[list[int]] | None:
    body = [cell.strip() for cell in column if cell.strip()]
    body = body if body and is_count(body[0]) else body[1:]
    if not body or not all(map(is_count, body)):
        return None
    numbers = set(map(int, body))
    lacking, unnamed = numbers - by_number.keys(), by_number.keys() - numbers
    shifted = len(lacking) == 1 and len(unnamed) == 1
    if len(numbers) < len(body) or shifted or len(lacking) > (1 - NEARLY) * len(body):
        return None
    filled = [
        [*of] or (by_number.get(int(cell), []) if is_count(cell := text.strip()) else [])
        for text, of in zip(column, matched, strict=True)
    ]
    return filled if sum(map(bool, filled)) > sum(map(bool, matched)) else None
