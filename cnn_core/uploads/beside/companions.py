"""Classes of pictures that have a small file of their own name, as WebDataset packs them (`0001.jpg` with `0001.cls`), and as programs
for boxes write them (JSON of Labelme, XML of LabelImg), which may lie in a folder of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence

from cnn_core.uploads.beside.class_columns import MAX_CLASSES, MIN_CLASSES
from cnn_core.uploads.beside.file_labels import Way
from cnn_core.uploads.beside.named_pictures import meant_by, part_by_folders, without_strays
from cnn_core.uploads.beside.xml_labels import XML, xml_classes
from cnn_core.uploads.files.encodings import decoded
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import Answers, Question
from cnn_core.uploads.words.label_words import OF_PICTURES

CLASS, JSON = "cls", "json"
MAX_BYTES, MAX_JSON, MAX_NAME = 64 * 1024, 16 * 2**20, 64
"""Labelme writes the picture itself into its JSON unless it is told not to."""
MOST = 0.9
MAX_ALIKE = 20
"""A name that more pictures have, in folders that the file does not lie in, is not looked up."""


def from_companions(
    pictures: Sequence[Member], placed: Collection[int], others: Sequence[Member], answers: Answers, questions: list[Question]
) -> list[Way]:
    """A way, if nearly all pictures of the numbers `placed` have such a file with one of a few classes in it."""
    for ending in (CLASS, JSON, XML):
        files = [each for each in others if each.ending == ending and each.size <= (MAX_JSON if ending == JSON else MAX_BYTES)]
        least = max(2, MOST * len(placed))
        # 2020.0.xml is of 2020.0.png alone; only where that is of nearly none, the names end at the first point, as WebDataset says
        mine = next((of for key in (_whole, _short) if len(of := _belonging(files, pictures, placed, key)) >= least), None)
        if mine is None:
            continue
        said = {number: _labels(file, answers, questions) for number, file in mine.items()}
        labels = [next(iter(these)) if len(these := said.get(n, set())) == 1 else "" for n in range(len(pictures))]
        several = frozenset(number for number, of in said.items() if len(of) > 1)
        known = [each for each in labels if each]
        if MIN_CLASSES <= len(set(known)) <= min(MAX_CLASSES, len(known) // 2):
            called, names = f"the files .{ending} beside them", tuple(each.name for each in mine.values())
            return [Way(called, labels, [], names, several, sure=True)]
    return []


def _whole(file: str) -> str:
    return file.rpartition(".")[0]


def _short(file: str) -> str:
    return file.partition(".")[0]


def _belonging(
    files: Sequence[Member], pictures: Sequence[Member], placed: Collection[int], key: Callable[[str], str]
) -> dict[int, Member]:
    """Number of a picture -> the file that has its name, as far as `key` reads it. Where several files may be that of a picture, or a
    file that of several pictures, there is none."""
    beside: dict[tuple[str, str], list[int]] = {}
    named: dict[str, list[int]] = {}
    for number in placed:
        for called in {key(pictures[number].file), pictures[number].file}:  # a.json and a.jpg.json
            beside.setdefault((_folder(pictures[number]), called), []).append(number)
            named.setdefault(called, []).append(number)
    near: dict[int, list[Member]] = {}
    far: dict[int, list[Member]] = {}
    others = []
    for each in files:
        if len(here := beside.get((_folder(each), key(each.file)), [])) == 1:
            near.setdefault(here[0], []).append(each)
        elif not here:
            others.append(each)
    for each, of in zip(others, _elsewhere(others, [named.get(key(each.file), []) for each in others], pictures), strict=True):
        if len(of) == 1:
            far.setdefault(of[0], []).append(each)
    return {number: of[0] for number, of in (far | near).items() if len(of) == 1}


def _elsewhere(files: Sequence[Member], named: Sequence[list[int]], pictures: Sequence[Member]) -> list[list[int]]:
    """Of pictures of its name in other folders those that each file may be of."""
    parts = [part_by_folders(each.name) for each in files]
    may = [of if len(of) <= MAX_ALIKE else [] for of in named]
    meant = [meant_by(file, part, of, pictures) for file, part, of in zip(files, parts, may, strict=True)]
    of_part = [
        [each for each in of if part in ("", part_by_folders(pictures[each].name) or part)]
        for part, of in zip(parts, meant, strict=True)
    ]
    return without_strays(parts, may, of_part, pictures)


def _folder(member: Member) -> str:
    return member.name.rpartition("/")[0]


def _labels(member: Member, answers: Answers, questions: list[Question]) -> set[str]:
    """The classes that a file says of its picture; none if it is none of those files."""
    text = decoded(member.read(), member.file, answers, questions).strip()
    said = {text} if member.ending == CLASS else xml_classes(text) if member.ending == XML else _in_json(text)
    return {each[:MAX_NAME] for each in said if each}


def _in_json(text: str) -> set[str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return set()
    if not isinstance(value, dict):
        return set()
    said = next((value[key] for key in ("cls", *OF_PICTURES) if key in value), None)
    if said is None and isinstance(shapes := value.get("shapes"), list):
        return {str(each.get("label", "")) for each in shapes if isinstance(each, dict)}
    return {str(said)} if isinstance(said, str | int) else set()
