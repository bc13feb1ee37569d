"""Folders that hold the same pictures in several sizes or looks, 28x28/cat and 56x56/cat or cat/color and cat/gray: of one they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cnn_core.uploads.folders.folder_tree import Folder
from cnn_core.uploads.folders.placing import Layout, aside
from cnn_core.uploads.folders.same_pictures import SamePictures
from cnn_core.uploads.source import ask
from cnn_core.uploads.words.look_words import CUT_OUT, ORDER, are_looks, place_of_look

ALL = "all of them"
ALIKE, FEWEST = 0.8, 2


@dataclass(frozen=True)
class Kind:
    """In what the folders differ: what is asked and said of that, whether they are called so, which of them is the likeliest to be wanted, the
    one with the lowest number, and in which of them what is around a thing is gone."""

    key: str
    several: str
    another: str
    why: str
    called: Callable[[Sequence[Folder], SamePictures], bool]
    order: Callable[[Folder, SamePictures], int]
    cut_out: Callable[[Folder], bool]


SIZES = Kind(
    "sizes",
    "several sizes",
    "another size",
    "They become of one size whichever are used. With all of them a network is tested with pictures that it learned from in another size.",
    called=lambda folders, same: same.of_sizes(folders),
    order=lambda folder, same: -same.area(folder),
    cut_out=lambda folder: False,
)
LOOKS = Kind(
    "looks",
    "several looks",
    "another look",
    "With all of them a network is tested with pictures that it learned from in another look.",
    called=lambda folders, same: are_looks([each.name for each in folders]),
    order=lambda folder, same: place_of_look(folder.name),
    cut_out=lambda folder: ORDER[place_of_look(folder.name)] == CUT_OUT,
)


def without_other_looks(folder: Folder, layout: Layout) -> None:
    """Takes all sizes but one out of a folder, and all looks but one, unless a person wants all."""
    for kind in (SIZES, LOOKS):
        _without_others(kind, folder, layout)


def _without_others(kind: Kind, folder: Folder, layout: Layout) -> None:
    looks = _outer(kind, folder, layout) or _inner(kind, folder, layout)
    if not looks:
        return
    guess = min(looks, key=lambda name: kind.order(looks[name][0], layout.same))
    asks = f"The same pictures are there in {kind.several}, as their folders and files are called. Used are those in"
    question = ask(kind.key, asks, (*(f"{name}/" for name in looks), ALL), f"{guess}/", layout.answers, kind.why)
    layout.questions.append(question)
    if question.chosen == ALL:
        return
    kept = looks.pop(question.chosen.removesuffix("/"))
    said = f"Pictures that are not in {question.chosen} are used in {kind.another}."
    for name in sorted(looks, key=lambda name: kind.order(looks[name][0], layout.same)):
        for each, into in zip(looks[name], kept, strict=True):
            if _filled(into, each, layout) and said not in layout.notes:
                layout.notes.append(said)
            if each.size():
                aside(each, f"the same pictures are used in {kind.another}", layout)
            for parent in (folder, *folder.below.values()):
                if parent.below.get(name) is each:
                    del parent.below[name]
                    break


def _outer(kind: Kind, folder: Folder, layout: Layout) -> dict[str, list[Folder]]:
    """Size or look -> its folder, where those in this one are such in which all classes are."""
    folders = list(folder.below.values())
    nested = all(each.below for each in folders)
    return {each.name: [each] for each in folders} if nested and _are(kind, folders, layout) else {}


def _inner(kind: Kind, folder: Folder, layout: Layout) -> dict[str, list[Folder]]:
    """Size or look -> its folders, one in each class."""
    folders = list(folder.below.values())
    names = list(folders[0].below) if len(folders) > 1 else []
    if len(names) < FEWEST or any({*each.below} != {*names} for each in folders):
        return {}
    joined = [Folder(name, {each.name: each.below[name] for each in folders}) for name in names]
    return {each.name: list(each.below.values()) for each in joined} if _are(kind, joined, layout) else {}


def _filled(chosen: Folder, other: Folder, layout: Layout) -> bool:
    """Moves what only the folder of another size or look has to its place in the chosen one; whether there was something."""
    there = {layout.same.called(number) for number in chosen.here}
    only = [number for number in other.here if layout.same.called(number) not in there]
    chosen.here += only
    other.here = [number for number in other.here if layout.same.called(number) in there]
    deeper = [_filled(chosen.below.setdefault(name, Folder(name)), each, layout) for name, each in other.below.items()]
    return bool(only) or any(deeper)


def _are(kind: Kind, folders: Sequence[Folder], layout: Layout) -> bool:
    """Whether folders are called so, and hold files of the same names that show the same as those in the likeliest."""
    if len(folders) < FEWEST or not kind.called(folders, layout.same):
        return False
    first, *others = sorted(folders, key=lambda each: kind.order(each, layout.same))
    held = [dict(_paths(each, layout)) for each in (first, *others)]
    common = [path for path in held[0] if all(path in each for each in held)]
    if len(common) < max(FEWEST, ALIKE * len({path for each in held for path in each})):
        return False
    return all(
        layout.same.alike([(held[0][path], of[path]) for path in common], kind.cut_out(each))
        for each, of in zip(others, held[1:], strict=True)
    )


def _paths(folder: Folder, layout: Layout, before: str = "") -> Iterator[tuple[str, int]]:
    """The pictures in a folder and below it, without their endings, and their numbers."""
    yield from ((f"{before}{layout.same.called(number)}", number) for number in folder.here)
    for name, each in folder.below.items():
        yield from _paths(each, layout, f"{before}{name}/")
