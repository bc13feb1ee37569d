"""Lists of pictures, one for each class, as PASCAL VOC has them: `cat_train.txt` says 1, 0 (hardly to be seen) or -1 of each picture."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from cnn_core.uploads.beside.class_columns import MAX_CLASSES, MIN_CLASSES
from cnn_core.uploads.beside.file_labels import MAX_TABLE, Way
from cnn_core.uploads.beside.named_pictures import meant_by, places_of, without_strays
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import TRAIN
from cnn_core.uploads.words.naming import part_of

NAME = re.compile(r"(?P<label>.+)_(?P<part>train|val|trainval|test)\.txt")
LINE = re.compile(r"(\S+)[ \t]+(-1|0|1)")
ALL = "trainval"
"""The lists of both parts once more, needed where there are no others."""
MAX_LISTS = 4 * MAX_CLASSES


def from_class_lists(pictures: Sequence[Member], placed: Container[int], others: Sequence[Member]) -> list[Way]:
    """A way, if there are such lists of several classes. They name pictures whose numbers are `placed`; masks are called the same. A
    picture that several lists say is of their class has no label: it shows more than one thing."""
    lists = [(found, each) for each in others if (found := NAME.fullmatch(each.file)) and each.size <= MAX_TABLE][:MAX_LISTS]
    split = {found["label"] for found, _ in lists if found["part"] != ALL}
    lists = [(found, each) for found, each in lists if found["part"] != ALL or found["label"] not in split]
    if len({found["label"] for found, _ in lists}) < MIN_CLASSES:
        return []
    places = {name: [each for each in of if each in placed] for name, of in places_of(pictures).items()}
    said: dict[int, set[str]] = {}
    parts: dict[int, str] = {}
    for found, member in lists:
        lines = member.read().decode("latin-1").splitlines()
        rows = [row for line in lines if line.strip() for row in [LINE.fullmatch(line.strip())]]
        if not all(rows):
            return []
        part = TRAIN if found["part"] == ALL else part_of(found["part"])
        named = [(row, places.get(row[1].casefold(), [])) for row in rows if row]
        meant = [meant_by(member, part, numbers, pictures) for _, numbers in named]
        meant = without_strays([part] * len(named), [numbers for _, numbers in named], meant, pictures)
        for (row, _), numbers in zip(named, meant, strict=True):
            for number in numbers:
                shown = said.setdefault(number, set())
                parts[number] = part
                if row[2] == "1":
                    shown.add(found["label"])
    if len({label for of in said.values() for label in of}) < MIN_CLASSES:
        return []
    one = {number: next(iter(of)) for number, of in said.items() if len(of) == 1}
    count = range(len(pictures))
    more = f" and {len(lists) - 1} more"
    return [
        Way(
            f"the lists {lists[0][1].file}{more}"[:60],
            [one.get(number, "") for number in count],
            [parts.get(number, "") for number in count],
            tuple(each.name for _, each in lists),
            frozenset(number for number, of in said.items() if len(of) > 1),
            sure=True,
        )
    ]
