"""Files of arrays that an upload holds once more, as that of MNIST on Kaggle does."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence

from cnn_core.uploads.arrays.array import Array
from cnn_core.uploads.arrays.roles import IMAGES, LABELS, role_of
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import PARTS, TRAIN
from cnn_core.uploads.words.naming import part_in

Content = tuple[str, int, bytes]
"""What two copies share: the letters and digits of their names, their size and their bytes."""


def second_copies(members: Sequence[Member], read: Callable[[Member], Sequence[Array]]) -> list[Member]:
    """Those of the files that say nothing new: images of the same part together with their labels. Equal labels alone are no copy: parts
    and shares of a dataset may well have as many images of each class in the same order."""
    ordered = sorted(members, key=lambda each: (each.name.count("/"), each.name))
    contents = _contents(ordered)
    if len(set(contents.values())) == len(ordered):
        return []
    of_one: dict[Content, set[str]] = {}
    for each in ordered:
        if contents[each.name] not in of_one:
            of_one[contents[each.name]] = {role_of(array) for array in read(each)}
    roles = {each.name: of_one[contents[each.name]] for each in ordered}
    copies = []
    for part in PARTS:
        mine = [each for each in ordered if (part_in(each.name) or TRAIN) == part]
        copies += _copies(mine, contents, roles)
    return copies


def lying_there_twice(members: Sequence[Member]) -> dict[Member, Member]:
    """Files that hold images together with their labels -> the file of the same part that they are once more."""
    ordered = sorted(members, key=lambda each: (each.name.count("/"), each.name))
    contents = _contents(ordered)
    first: dict[tuple[str, Content], Member] = {}
    again: dict[Member, Member] = {}
    for each in ordered:
        before = first.setdefault((part_in(each.name) or TRAIN, contents[each.name]), each)
        if before is not each:
            again[each] = before
    return again


def _contents(members: Sequence[Member]) -> dict[str, Content]:
    """Of each file by its name. Only those that can be copies are read."""
    alike = {each.name: (re.sub(r"[\W_]", "", each.file.casefold()), each.size) for each in members}
    counts = Counter(alike.values())

    def of(member: Member) -> bytes:
        return hashlib.sha256(member.read()).digest() if counts[alike[member.name]] > 1 else b""

    return {each.name: (*alike[each.name], of(each)) for each in members}


def _copies(mine: Sequence[Member], contents: dict[str, Content], roles: dict[str, set[str]]) -> list[Member]:
    """Of the files of a part."""
    there = {role for each in mine for role in roles[each.name]}
    wanted = {IMAGES, LABELS} & there if IMAGES in there else set()
    if LABELS in there and not wanted:
        return []
    inside = _inside(mine, roles)
    units: dict[str, list[Member]] = {}
    for each in mine:
        units.setdefault(_unit(each, wanted, inside), []).append(each)
    copies: list[Member] = []
    kept: dict[Content, list[set[Content]]] = {}
    for unit in sorted(units.values(), key=lambda each: -len({contents[member.name] for member in each})):
        counts = Counter(contents[each.name] for each in unit)
        fewest = min((kept.get(content, []) for content in counts), key=len)
        if any(set(counts) <= other for other in fewest):
            copies += unit
            continue
        for content in counts:
            kept.setdefault(content, []).append(set(counts))
        if len(set(counts.values())) == 1:  # all that belongs together is there equally often, not the labels alone
            first = {contents[each.name]: each for each in reversed(unit)}
            copies += [each for each in unit if first[contents[each.name]] is not each]
    return copies


def _inside(mine: Sequence[Member], roles: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is in each file, and in each folder with all that is below it."""
    found: dict[str, set[str]] = {}
    for each in mine:
        place = each.name
        while place:
            found.setdefault(place, set()).update(roles[each.name])
            place = place.rpartition("/")[0]
    return found


def _unit(member: Member, wanted: set[str], inside: dict[str, set[str]]) -> str:
    """The file itself, or the nearest folder above it, that has all that is wanted: images with their labels."""
    place = member.name
    while place and not wanted <= inside[place]:
        place = place.rpartition("/")[0]
    return place
