"""Which folders are the parts of a dataset."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.uploads.folder_tree import Folder
from cnn_core.uploads.naming import alike, begins_as_part, part_of, without_part
from cnn_core.uploads.source import TRAIN

Parts = list[tuple[str, Folder]]
"""Pairs of a part and a folder that is it."""
COMMON = 0.5


def parts_among(folders: Sequence[Folder]) -> Parts:
    """Those of the folders that are parts, if parts and not classes is what they are: no picture of a train is in `train/` alone."""
    for say in (part_of, begins_as_part):
        named = [(part, each) for each in folders if (part := say(each.name))]
        others = [each for each in folders if not say(each.name)]
        kinds = {part for part, _ in named}
        nested = any(each.below for _, each in named)
        if kinds and TRAIN not in kinds and len(others) == 1 and any(_alike(others[0], each) for _, each in named):
            return [(TRAIN, others[0]), *named]  # rps/ beside rps-test-set/, and perhaps a few loose pictures in rps-validation/
        if len(kinds) >= 2 and (nested or not others or sum(each.size() for each in others) < sum(e.size() for _, e in named)):
            return [*named, *_begun(named, others)]
        if kinds and nested and say is part_of and all(not each.below for each in others):
            return named
    return []


def _alike(one: Folder, other: Folder) -> bool:
    """Whether two folders have the same folders in them."""
    return len(one.below) > 1 and _inside(one) == _inside(other)


def _inside(folder: Folder) -> set[str]:
    return {alike(each) for each in folder.below}


def _begun(named: Parts, others: Sequence[Folder]) -> Parts:
    """Folders whose names only begin as that of a part, and that hold the classes of one: `Testdaten/` beside `Training/` and `Validation/`.
    Where none of these has folders, as in `cats/Training`, none is asked for."""
    classes = {name for _, each in named for name in _inside(each)}
    flat = not classes and not any(without_part(each.name) for _, each in named)  # of train_cats the rest is a class

    def fits(folder: Folder) -> bool:
        return flat if not folder.below else len(_inside(folder) & classes) > COMMON * len(folder.below)

    return [(part, each) for each in others if fits(each) and (part := begins_as_part(each.name))]
