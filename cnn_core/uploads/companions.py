"""Classes of pictures that have a small file of their own name, as WebDataset packs them (`0001.jpg` with `0001.cls`), and as programs
for boxes write them (JSON of Labelme, XML of LabelImg), which may lie in a folder of their own."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cnn_core.uploads.encodings import decoded
from cnn_core.uploads.file_labels import LABEL_WORDS, MAX_CLASSES, MIN_CLASSES, Way
from cnn_core.uploads.members import Member
from cnn_core.uploads.source import Answers, Question
from cnn_core.uploads.xml_labels import XML, xml_class

CLASS, JSON = "cls", "json"
MAX_BYTES = 64 * 1024
MOST = 0.9


def from_companions(
    pictures: Sequence[Member], others: Sequence[Member], answers: Answers, questions: list[Question]
) -> list[Way]:
    """A way, if nearly all pictures have such a file with one of a few classes in it."""
    for ending in (CLASS, JSON, XML):
        files = [each for each in others if each.ending == ending and each.size <= MAX_BYTES]
        if len(files) < MOST * len(pictures):
            continue
        beside, bare = {_key(each): each for each in files}, _of_one_name(files)
        mine = [beside.get(_key(each)) or bare.get(_stem(each)) for each in pictures]
        if sum(each is not None for each in mine) < max(2, MOST * len(pictures)):
            continue
        labels = ["" if each is None else _label(each, answers, questions) for each in mine]
        known = [each for each in labels if each]
        if MIN_CLASSES <= len(set(known)) <= min(MAX_CLASSES, len(known) // 2):
            tables = tuple(each.name for each in mine if each is not None)
            return [Way(f"the files .{ending} beside them", labels, [], tables, sure=True)]
    return []


def _of_one_name(files: Sequence[Member]) -> dict[str, Member]:
    """By their names without folders, those that no other file has."""
    named: dict[str, list[Member]] = {}
    for each in files:
        named.setdefault(_stem(each), []).append(each)
    return {stem: found[0] for stem, found in named.items() if len(found) == 1}


def _stem(member: Member) -> str:
    return member.file.partition(".")[0]


def _key(member: Member) -> str:
    """The name up to the first point behind the folders."""
    folder, gap, file = member.name.rpartition("/")
    return f"{folder}{gap}{file.partition('.')[0]}"


def _label(member: Member, answers: Answers, questions: list[Question]) -> str:
    text = decoded(member.read(), member.file, answers, questions).strip()
    if member.ending == CLASS:
        return text[:64]
    if member.ending == XML:
        return xml_class(text)[:64]
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(value, dict):
        return ""
    said = next((value[key] for key in ("cls", *LABEL_WORDS) if key in value), None)
    if said is None and isinstance(shapes := value.get("shapes"), list):
        shown = {str(each.get("label", "")) for each in shapes if isinstance(each, dict)}
        said = shown.pop() if len(shown) == 1 else None
    return str(said)[:64] if isinstance(said, str | int) else ""
