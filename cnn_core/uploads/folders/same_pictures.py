"""Folders whose pictures lie in the folders beside them too, as in a backup: told by the files, not by their names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from cnn_core.text import plural
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.folders.alike_in_looks import mostly_alike
from cnn_core.uploads.folders.folder_tree import Folder
from cnn_core.uploads.folders.sizes_of_pictures import said_of_sizes, size_in_head
from cnn_core.uploads.source import Answers, PictureError, Question, ask
from cnn_core.uploads.words.folder_words import GROUP
from cnn_core.uploads.words.look_words import without_look
from cnn_core.uploads.words.naming import natural, part_of, words, words_and_numbers

SET_ASIDE, USED = "set aside", "used like the others"
MIN_DIFFERENT, MOST = 2, 0.5
"""So many different pictures make a copy, and more than this part of all in a folder: one that lies in two may be a logo."""
CALLED_COPY = re.compile(r"cop(?:y|ies|ia)|kopie\w*|backups?|bak|old|duplicates?|dupes?")
SHOWN = 2
Mark = TypeVar("Mark")


class SamePictures:
    """Of the pictures of an upload, by number. Only files whose sizes say that they may be the same are read."""

    def __init__(self, pictures: Sequence[Member] = ()) -> None:
        self._pictures = pictures
        self._contents: dict[int, bytes] = {}

    def of_sizes(self, folders: Sequence[Folder]) -> bool:
        """Whether the folders are called as the sizes of the pictures in them."""
        return bool(
            said_of_sizes({each.name: [self._pictures[n] for n in each.all()] for each in folders} if self._pictures else {})
        )

    def area(self, folder: Folder) -> int:
        """How many pixels the first picture in a folder has; 0 if it cannot be read."""
        height, width = size_in_head(self._pictures[next(folder.all())]) or (0, 0)
        return height * width

    def called(self, number: int) -> str:
        """The name of a picture's file without its ending and what says its look."""
        return without_look(stem(self._pictures[number].file))

    def alike(self, pairs: Sequence[tuple[int, int]], cut_out: bool = False) -> bool:
        """Whether most of the pairs of pictures show the same in two sizes or looks; of the second ones a thing that is `cut_out`."""
        return mostly_alike([(self._pictures[one], self._pictures[other]) for one, other in pairs], cut_out)

    def copies(self, folders: Sequence[Folder]) -> list[tuple[Folder, list[Folder]]]:
        """Those of the folders of which each picture is in others of them that stay, with these. Of two with the same
        pictures the one with the longer name is the copy. One that is called as a part is a copy only of one whose name is in its own:
        `train - Copy` of `train`."""
        if not self._pictures or len(folders) < 2:
            return []
        numbers = [[*each.all()] for each in folders]
        of_size = self._owners(numbers, self._size)
        may = [at for at, mine in enumerate(numbers) if mine and all(len(of_size[self._size(n)]) > 1 for n in mine)]
        wanted = {self._size(n) for at in may for n in numbers[at]}
        owners = self._owners([[n for n in mine if self._size(n) in wanted] for mine in numbers], self._content)
        found: list[tuple[Folder, list[Folder]]] = []
        gone: set[int] = set()
        last = sorted(may, key=lambda each: natural(folders[each].name), reverse=True)
        for at in sorted(last, key=lambda each: (-len(numbers[each]), -len(folders[each].name))):
            contents = {self._content(n) for n in numbers[at]}
            if len(contents) < max(MIN_DIFFERENT, MOST * len(numbers[at])):
                continue
            stay = {of for of in range(len(folders)) if of not in {at, *gone} and _may_be_copy(folders[at], folders[of])}
            others = [owners[each] & stay for each in contents]
            if all(others):
                gone.add(at)
                found.append((folders[at], [folders[each] for each in sorted(set().union(*others))]))
        return found

    def _owners(self, numbers: Sequence[Sequence[int]], mark: Callable[[int], Mark]) -> dict[Mark, set[int]]:
        owners: dict[Mark, set[int]] = {}
        for at, mine in enumerate(numbers):
            for number in mine:
                owners.setdefault(mark(number), set()).add(at)
        return owners

    def _size(self, number: int) -> int:
        return self._pictures[number].size

    def _content(self, number: int) -> bytes:
        if number not in self._contents:
            try:
                self._contents[number] = hashlib.blake2b(self._pictures[number].content(), digest_size=16).digest()
            except PictureError:  # which the reading will say
                self._contents[number] = str(number).encode()
        return self._contents[number]


def _called(folder: Folder) -> list[str]:
    return words_and_numbers(folder.name.casefold())


def _may_be_copy(folder: Folder, of: Folder) -> bool:
    part = part_of(folder.name)
    return not part or (part == part_of(of.name) and {*_called(of)} < {*_called(folder)})


def ask_copy(folder: Folder, originals: Sequence[Folder], answers: Answers) -> Question:
    """What becomes of a folder whose pictures are in others too. A class of them, or a share, stays, unless its name is that of a copy."""
    copy = any(map(CALLED_COPY.fullmatch, words(folder.name))) or any(
        called < {*_called(folder)} for each in originals if (called := {*_called(each)})
    )
    guess = SET_ASIDE if copy or (folder.below and not GROUP.fullmatch(folder.name)) else USED
    where = " and ".join(f"{each.name}/" for each in originals[:SHOWN]) + (", …" if len(originals) > SHOWN else "")
    asks = f"The {plural(folder.size(), 'picture')} in {folder.name}/ are the same as in {where}. They are"
    return ask(f"copy {folder.name}", asks, (SET_ASIDE, USED), guess, answers)
