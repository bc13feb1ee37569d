"""Folders without what is around them and beside them: wrappers, second copies, masks."""

from __future__ import annotations

from cnn_core.uploads.folders.folder_tree import Folder
from cnn_core.uploads.folders.placing import NO_CLASS, Layout, aside, unlabelled
from cnn_core.uploads.folders.same_pictures import SET_ASIDE, ask_copy
from cnn_core.uploads.folders.several_looks import without_other_looks
from cnn_core.uploads.words.folder_words import COMPANIONS, ONLY_BESIDE_PICTURES, PICTURES
from cnn_core.uploads.words.naming import NOT, alike, part_of, without_part

COMPANION = "a folder of this name holds masks, boxes or notes and is no class"


def unwrapped(folder: Folder, layout: Layout, known: set[str]) -> Folder:
    """Without folders that hold all others, second copies of the same, and folders of masks or examples beside the pictures."""
    _without_inner_companions(folder, layout)
    while True:
        _without_copies(folder, layout)
        without_other_looks(folder, layout)
        _without_same(folder, layout)
        _without_companions(folder, layout)
        inner = list(folder.below.values())
        if len(inner) != 1 or len(folder.here) > inner[0].size():
            return folder
        only = inner[0]
        wraps = only.below or only.name == folder.name or only.name.casefold() in PICTURES or part_of(only.name)
        if not wraps or only.name in known:
            return folder
        if folder.here:
            unlabelled(f"pictures beside {only.name}/", folder.here, layout)
        folder = only


def _without_copies(folder: Folder, layout: Layout) -> None:
    if len(folder.below) < 2:
        return
    sizes = {name: each.size() for name, each in folder.below.items()}
    total = sum(sizes.values())
    for name, each in list(folder.below.items()):
        if not each.below or 2 * sizes[name] != total:
            continue  # most folders: the paths of all others are worth a look for two of them at most
        rest = {f"{other}/{path}" for other, inner in folder.below.items() if other != name for path in inner.paths()}
        if rest and each.paths() == rest:
            aside(each, "it is a second copy of the folders beside it", layout)
            total -= sizes[name]
            del folder.below[name]


def _without_same(folder: Folder, layout: Layout) -> None:
    """Unless a person says otherwise, none of which all pictures lie in the folders beside it, as in a backup of the training part."""
    for each, originals in layout.same.copies(list(folder.below.values())):
        question = ask_copy(each, originals, layout.answers)
        layout.questions.append(question)
        if question.chosen == SET_ASIDE:
            aside(each, "the same pictures are in other folders too", layout)
            del folder.below[each.name]


def _without_companions(folder: Folder, layout: Layout) -> None:
    pictures = [each for each in folder.below.values() if each.name.casefold() in PICTURES]
    bare = {name: without_part(name).casefold() for name in folder.below}
    never = COMPANIONS | (ONLY_BESIDE_PICTURES if PICTURES & set(bare.values()) else set())
    denied = {said[len(no) :] for said in map(alike, bare.values()) for no in NOT if said.startswith(no)}  # masks, no_masks
    beside = {name for name, said in bare.items() if said in never and alike(said) not in denied}  # train_masks, train_images too
    others = [each for name, each in folder.below.items() if name in beside]
    classes = [each for each in folder.below.values() if each not in pictures and each not in others]
    if not pictures and not classes:
        return
    for each in others:
        aside(each, COMPANION, layout)
        del folder.below[each.name]
    if classes and not part_of(classes[0].name):
        for each in pictures:
            if not each.below:
                unlabelled(f"{each.name}/", each.here, layout, f"a folder of this name is no class; {NO_CLASS}")
                del folder.below[each.name]


def _without_inner_companions(folder: Folder, layout: Layout) -> None:
    """Takes `masks` out of each folder below in which nothing but these and `images` lie: `cat/images`, `cat/masks`, `dog/images`, ..."""
    taken: dict[str, list[int]] = {}
    for each in folder.below.values():
        _take_companions(each, taken)
    for name, numbers in taken.items():
        aside(Folder(name, here=numbers), COMPANION, layout)


def _take_companions(folder: Folder, taken: dict[str, list[int]]) -> None:
    names = {name: name.casefold() for name in folder.below}
    others = [name for name, low in names.items() if low in COMPANIONS | ONLY_BESIDE_PICTURES]
    if len(others) < len(names) and all(low in PICTURES for name, low in names.items() if name not in others):
        for name in others:
            taken.setdefault(name, []).extend(folder.below.pop(name).all())
    for each in folder.below.values():
        _take_companions(each, taken)


def without_inner(folder: Folder) -> None:
    """Takes a lone `images` out of a folder, which is what else lies in it."""
    while not folder.here and len(folder.below) == 1:
        only = next(iter(folder.below.values()))
        if only.name.casefold() not in PICTURES:
            return
        folder.below, folder.here = only.below, only.here
