"""The folders of an upload as a tree, with the pictures in them by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Path = tuple[str, ...]


@dataclass(eq=False)
class Folder:
    """A folder: the ones below it by name, and the numbers of the pictures that lie in it directly."""

    name: str
    below: dict[str, Folder] = field(default_factory=dict)
    here: list[int] = field(default_factory=list)

    def all(self) -> Iterator[int]:
        yield from self.here
        for each in self.below.values():
            yield from each.all()

    def size(self) -> int:
        return len(self.here) + sum(each.size() for each in self.below.values())

    def paths(self) -> set[str]:
        """The paths of folders with pictures below this, with how many each holds."""
        found = {f"/{len(self.here)}"} if self.here else set()
        return found | {f"{name}/{path}" for name, each in self.below.items() for path in each.paths()}


def tree(paths: Sequence[Path]) -> Folder:
    """The folder that holds all pictures at these paths, each folders and a file name. One that holds nothing but one of its own name is
    that: archives are often unpacked into a folder called as the one in them, `cards/cards/`."""
    root = Folder("")
    for number, path in enumerate(paths):
        folder = root
        for part in path[:-1]:
            folder = folder.below.setdefault(part, Folder(part))
        folder.here.append(number)
    _undouble(root)
    return root


def _undouble(folder: Folder) -> None:
    while not folder.here and list(folder.below) == [folder.name]:
        only = folder.below[folder.name]
        folder.below, folder.here = only.below, only.here
    for each in folder.below.values():
        _undouble(each)
