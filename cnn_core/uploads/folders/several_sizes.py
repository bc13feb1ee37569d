"""Folders that hold the same pictures in several sizes, 28x28/cat and 56x56/cat or cat/28x28 and cat/56x56: of one size they are used."""

from __future__ import annotations

from collections.abc import Iterator

from cnn_core.uploads.folders.folder_tree import Folder
from cnn_core.uploads.folders.placing import Layout, aside
from cnn_core.uploads.source import ask

ALL = "all of them"
ALIKE, FEWEST = 0.8, 2
ASKS = "The same pictures are there in several sizes, as their folders and files are called. Used are those in"
WHY = "They become of one size whichever are used. With all of them a network is tested with pictures that it learned from in another size."
OTHER_SIZE = "the same pictures are used in another size"
LACKING = "Pictures that are not in {chosen} are used in another size."


def without_other_sizes(folder: Folder, layout: Layout) -> None:
    """Takes all sizes but one out of a folder, unless a person wants all. The largest is guessed to be it."""
    sizes = _outer(folder, layout) or _inner(folder, layout)
    if not sizes:
        return
    largest = max(sizes, key=lambda name: layout.same.area(sizes[name][0]))
    options = (*(f"{name}/" for name in sizes), ALL)
    question = ask("sizes", ASKS, options, f"{largest}/", layout.answers, WHY)
    layout.questions += [question] * all(each.key != question.key for each in layout.questions)
    if question.chosen == ALL:
        return
    kept = sizes.pop(question.chosen.removesuffix("/"))
    for name in sorted(sizes, key=lambda name: -layout.same.area(sizes[name][0])):
        for each, into in zip(sizes[name], kept, strict=True):
            if _filled(into, each, layout) and (said := LACKING.format(chosen=question.chosen)) not in layout.notes:
                layout.notes.append(said)
            if each.size():
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


def _filled(chosen: Folder, other: Folder, layout: Layout) -> bool:
    """Moves what only a folder of another size has to its place in the chosen one; whether there was something."""
    there = {layout.same.called(number) for number in chosen.here}
    only = [number for number in other.here if layout.same.called(number) not in there]
    chosen.here += only
    other.here = [number for number in other.here if layout.same.called(number) in there]
    deeper = [_filled(chosen.below.setdefault(name, Folder(name)), each, layout) for name, each in other.below.items()]
    return bool(only) or any(deeper)


def _are_sizes(folders: list[Folder], layout: Layout) -> bool:
    """Whether folders are called as the sizes of their pictures, and hold files of the same names that show the same."""
    if len(folders) < FEWEST or not layout.same.of_sizes(folders):
        return False
    held = [dict(_paths(each, layout)) for each in folders]
    common = [path for path in held[0] if all(path in each for each in held)]
    if len(common) < max(FEWEST, ALIKE * len({path for each in held for path in each})):
        return False
    return all(layout.same.alike([(held[0][path], each[path]) for path in common]) for each in held[1:])


def _paths(folder: Folder, layout: Layout, before: str = "") -> Iterator[tuple[str, int]]:
    """The pictures in a folder and below it, without their endings, and their numbers."""
    yield from ((f"{before}{layout.same.called(number)}", number) for number in folder.here)
    for name, each in folder.below.items():
        yield from _paths(each, layout, f"{before}{name}/")
