"""Folders that hold the same pictures in several sizes, 28x28/cat and 56x56/cat or cat/28x28 and cat/56x56: of one size they are used."""

from __future__ import annotations

from collections.abc import Iterator

from cnn_core.uploads.folder_tree import Folder
from cnn_core.uploads.placing import Layout, aside
from cnn_core.uploads.source import ask

ALL = "all of them"
ALIKE, FEWEST = 0.8, 2
ASKS = "The same pictures are there in several sizes, as their folders and files are called. Used are those in"
WHY = "They become of one size whichever are used. With all of them a network is tested with pictures that it learned from in another size."
OTHER_SIZE = "the same pictures are used in another size"


def without_other_sizes(folder: Folder, layout: Layout) -> None:
    """Takes all sizes but one out of a folder, unless a person wants all. The largest is guessed to be it."""
    sizes = _outer(folder, layout) or _inner(folder, layout)
    if not sizes:
        return
    largest = max(sizes, key=lambda name: layout.same.area(sizes[name][0]))
    options = (*(f"{name}/" for name in sizes), ALL)
    question = ask("sizes", ASKS, options, f"{largest}/", layout.answers, WHY)
    layout.questions += [question] * all(each.key != question.key for each in layout.questions)
    for name, folders in sizes.items() if question.chosen != ALL else ():
        for each in folders if f"{name}/" != question.chosen else ():
            aside(each, OTHER_SIZE, layout)
            for parent in (folder, *folder.below.values()):
                if parent.below.get(name) is each:
                    del parent.below[name]
                    break


def _outer(folder: Folder, layout: Layout) -> dict[str, list[Folder]]:
    """Size -> its folder, where those in this one are sizes in which all classes are."""
    folders = list(folder.below.values())
    nested = all(each.below for each in folders)
    return {each.name: [each] for each in folders} if nested and _are_sizes(folders, layout) else {}


def _inner(folder: Folder, layout: Layout) -> dict[str, list[Folder]]:
    """Size -> its folders, one in each class."""
    folders = list(folder.below.values())
    names = list(folders[0].below) if len(folders) > 1 else []
    if len(names) < FEWEST or any({*each.below} != {*names} for each in folders):
        return {}
    joined = [Folder(name, {each.name: each.below[name] for each in folders}) for name in names]
    return {each.name: list(each.below.values()) for each in joined} if _are_sizes(joined, layout) else {}


def _are_sizes(folders: list[Folder], layout: Layout) -> bool:
    """Whether folders are called as the sizes of their pictures and hold files of the same names."""
    if len(folders) < FEWEST or not layout.same.of_sizes(folders):
        return False
    held = [{*_paths(each, layout)} for each in folders]
    return len(set.intersection(*held)) >= max(FEWEST, ALIKE * len(set.union(*held)))


def _paths(folder: Folder, layout: Layout, before: str = "") -> Iterator[str]:
    """The pictures in a folder and below it, without their endings."""
    yield from (f"{before}{layout.same.called(number)}" for number in folder.here)
    for name, each in folder.below.items():
        yield from _paths(each, layout, f"{before}{name}/")
