"""Which pictures the rows of a table of labels mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import TRAIN, VALIDATION
from cnn_core.uploads.words.naming import part_of, words

ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}$")
FILES = {"image", "images", "img", "file", "filename", "filepath", "path", "picture", "photo", "name"}
NO_FILES = {"", "index", "unnamed", "row", "number", "mask", "label", "class", "target", "age"}
"""Words at the head of a column that names pictures, and of one that has numbers which pictures happen to be called, too."""
NEARLY = 0.5


def places_of(pictures: Sequence[Member]) -> dict[str, list[int]]:
    """What a table may call a picture -> the numbers of pictures that it may mean."""
    places: dict[str, list[int]] = {}
    for number, member in enumerate(pictures):
        path = member.name.casefold().split("/")
        bare = [*path[:-1], path[-1].rpartition(".")[0]]
        for key in {"/".join(each[at:]) for each in (path, bare) for at in range(len(path))}:
            places.setdefault(key, []).append(number)
    return places


def named_in(column: Sequence[str], places: dict[str, list[int]], pictures: Sequence[Member]) -> list[list[int]]:
    """The numbers of the pictures that each cell of a column of a table may mean."""
    elsewhere = _elsewhere(column)
    return [_matched(cell, elsewhere, places, pictures) for cell in column]


def column_of_names(cells: Sequence[Sequence[str]], matched: Sequence[Sequence[list[int]]]) -> int:
    """Which of the columns of a table names the pictures. Of those that nearly as many pictures may be meant by as by any, one with
    endings of files is likelier than one of numbers, as of rows, and one that is called so; then that of the most pictures."""
    pictures = [len({number for of in column for number in of}) for column in matched]

    def likely(column: int) -> tuple[bool, int, int, int]:
        with_endings = sum(
            bool(of) and bool(ENDING.search(_key(cell))) for cell, of in zip(cells[column], matched[column], strict=True)
        )
        head = set() if matched[column][0] else set(words(cells[column][0]))
        called = bool(head & FILES) - bool(head & NO_FILES or not head)
        return 2 * with_endings > pictures[column], called, pictures[column], len(set(cells[column]))

    return max((column for column, of in enumerate(pictures) if of >= NEARLY * max(pictures)), key=likely)


def _elsewhere(cells: Sequence[str]) -> int:
    """How many folders all cells of a column have in common, which may be those of another machine. The first may be a heading."""
    folders = [_key(cell).split("/")[:-1] for number, cell in enumerate(cells) if cell.strip() and (number or "/" in _key(cell))]
    if not folders:
        return 0
    ends = zip(min(folders), max(folders), strict=False)  # in their order those that differ first are the farthest apart
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], ends))


def _matched(cell: str, elsewhere: int, places: dict[str, list[int]], pictures: Sequence[Member]) -> list[int]:
    """The pictures that a cell of a table may mean. Where it begins with folders of another machine, `C:/course/cat.1.jpg`, it means the
    one picture at the end of that path, unless the path is of another part. Only the `elsewhere` folders that all cells have in common
    are such: of `train/1.jpg` and `test/1.jpg` two pictures are meant, of which one may not be here."""
    path = _key(cell)
    if "/" not in path and path not in places and (other := ENDING.search(path)):
        path = path[: other.start()]  # pictures that were made of sounds or scans have another ending than the table says
    if (found := places.get(path)) is not None or "/" not in path:
        return found or []
    folders = path.split("/")
    ends = ("/".join(folders[at:]) for at in range(1, elsewhere + 1))
    found = next((places[end] for end in ends if end in places), [])
    if len(found) != 1:
        return []
    says, lies = part_by_folders(path), part_by_folders(pictures[found[0]].name)
    return [] if says and lies and says != lies else found


def part_by_folders(path: str) -> str:
    """The part that the folders of a path say, the innermost first: an upload may be called my_test as a whole; empty if none does."""
    return _part_of_folders(path.rpartition("/")[0])


@lru_cache(4096)
def _part_of_folders(folders: str) -> str:
    """Asked for each of thousands of pictures, which lie in few folders, and for each table beside them."""
    return next(filter(None, map(part_of, reversed(folders.split("/")))), "")


def sought(parts: Sequence[str], pictures: Sequence[Member]) -> list[str]:
    """In whose folders pictures of these parts lie: those for validation, if there are none for it, among those to train with."""
    apart = any(part_by_folders(each.name) == VALIDATION for each in pictures)
    return [TRAIN if each == VALIDATION and not apart else each for each in parts]


def meant_by(table: Member, part: str, numbers: list[int], pictures: Sequence[Member]) -> list[int]:
    """Of pictures of one name those that a row of a table means: below its own folder, and of the part that the row or the table says.
    If neither says one, those to train with: labels that are published are of them, and the others may show anything."""
    if len(numbers) < 2:
        return numbers
    folder = table.name.rpartition("/")[0]
    below = [each for each in numbers if not folder or pictures[each].name.startswith(f"{folder}/")] or numbers
    if len({_lies(each, pictures) for each in below}) == 1:
        return below
    return [each for each in below if _lies(each, pictures) == (part or TRAIN)]


def without_strays(
    said: Sequence[str], may: Sequence[list[int]], meant: Sequence[list[int]], pictures: Sequence[Member]
) -> list[list[int]]:
    """What rows mean of the pictures of their names, each row of the part that is `said` or else to train with. Where names come in several
    parts, a picture that lies in another part and is the only one of its name is not the one that is meant, which is missing. Unless a
    part is said, there must be more such names than pictures alone."""
    several = sum(len({_lies(each, pictures) for each in of}) > 1 for of in may)
    strays = [
        bool(of) and all(_lies(each, pictures) != (part or TRAIN) for each in of) for part, of in zip(said, meant, strict=True)
    ]
    few = sum(strays) < several
    return [[] if stray and several and (part or few) else of for part, of, stray in zip(said, meant, strays, strict=True)]


def clearly_named(cells: Sequence[str], meant: Sequence[list[int]], part: str, pictures: Sequence[Member]) -> bool:
    """Whether rows of a table that is called as a part say that it is the part of these pictures: each names a single one, and by its folder
    too or by more than a number, which pictures of a part that is not here may have as well. None lies in a folder of another part."""

    def clear(cell: str, numbers: list[int]) -> bool:
        path = _key(cell)
        if "/" in path or not numbers:
            return len(numbers) < 2
        return len(numbers) == 1 and not ENDING.sub("", path).isdecimal() and _lies(numbers[0], pictures, part) == part

    return all(map(clear, cells, meant))


def lie_in_none(numbers: Sequence[int], pictures: Sequence[Member]) -> bool:
    """Whether one at least of these pictures lies in a folder that says no part."""
    return not all(part_by_folders(pictures[number].name) for number in numbers)


def _lies(number: int, pictures: Sequence[Member], otherwise: str = TRAIN) -> str:
    return part_by_folders(pictures[number].name) or otherwise


def _key(cell: str) -> str:
    return cell.strip().replace("\\", "/").removeprefix("./").casefold()
