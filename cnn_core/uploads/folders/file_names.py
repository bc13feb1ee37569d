"""Classes of pictures that lie in no class folders: in the names of their files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set

from cnn_core.uploads.beside.class_columns import MAX_CLASSES, MIN_CLASSES
from cnn_core.uploads.beside.file_labels import Way
from cnn_core.uploads.source import TRAIN
from cnn_core.uploads.words.camera_names import bare, counts_alone, of_a_camera
from cnn_core.uploads.words.guessed_parts import said_part
from cnn_core.uploads.words.likened_names import in_one_case, likened
from cnn_core.uploads.words.naming import part_of, without_part

CALLED = "the names of the files"
SHOWN = 4
MOST = 0.9
"""That part of the names ends with a number in brackets where what stands before it is a class."""
LETTER = re.compile(r"[^\W\d_]")
NUMBER_REVERSED = re.compile(r"\)?\d++\(?[\s._\-]*+(?P<label>.+)")
"""What a name ends with, read from its end: a number. From the front it would be looked for at
every letter, in time that grows with the square of the length."""
FIRST_WORD = re.compile(r"(?P<label>[^\s._\-]+)[\s._\-].*")
BEHIND_NUMBER = re.compile(r"\d++(?:[\s._\-]|(?=[^\W\d_]{2}))(?P<label>\D.*)")
LAST_WORD = re.compile(r".*[\s._\-](?P<label>[^\s._\-]+)")


def from_file_names(names: Sequence[str]) -> Way | None:
    """Classes in the names of files, if one reading gives a few classes of several pictures each; and parts, if those names say them, as
    `train_cat_1` and `dog_test_2` do."""
    stems = [bare(name.rpartition("/")[2]) for name in names]
    stems = [("", False) if counts_alone(stem) else (stem, copy) for stem, copy in stems]
    for reading in READINGS:
        found = [(copy and reading is READINGS[0] and _alone(stem)) or reading(stem) for stem, copy in stems]
        alike, notes = in_one_case(found)
        if way := _told_by(found, stems) or (_told_by(alike, stems, notes) if alike != found else None):
            return way
    if sum(copy for _, copy in stems) >= MOST * len(stems):  # class1 (1), class1 (2), as Windows names many files at once
        return _told_by([stem.strip(" ._-") if copy else "" for stem, copy in stems], stems)
    return None


def _told_by(found: Sequence[str], stems: Sequence[tuple[str, bool]], said: Sequence[str] = ()) -> Way | None:
    """The way in which what was read in each name tells classes, if these are a few of several pictures each."""
    common = sorted(label for label, count in Counter(filter(None, found)).items() if count >= 2 and not of_a_camera(label))
    if len(common) > MAX_CLASSES:
        return None
    names, notes = likened(common)
    told = dict(zip(common, names, strict=True))
    found = [told.get(each, each) for each in found]
    counts = Counter(each for each in found if each and not of_a_camera(each))
    in_parts = _say_parts({*names})
    classes = {label: without_part(label) if in_parts else label for label in names}
    covered = sum(counts[label] for label in classes)
    if len(set(classes.values()) - {""}) < MIN_CLASSES or _nothing_shared(classes):
        return None
    if covered < 3 * len(classes) or sum(counts.values()) - covered > 0.1 * covered:
        return None
    parts = [part_of(each) if classes.get(each, each) != each else "" for each in found]
    whole = {READINGS[0](stem) for stem, _ in stems}
    begun = () if any(parts) else _said_of_begun(whole if len(whole) <= MAX_CLASSES else {*names})
    labels = [classes.get(each, "") for each in found]
    return Way(CALLED, labels, parts if any(parts) else [], notes=(*said, *notes, *begun))


def _said_of_begun(labels: Set[str]) -> tuple[str, ...]:
    """A sentence on names without their numbers that may say several parts, where none is read: `learn_cat` and `exam_cat`."""
    begun = {label: part for label in sorted(labels) if (part := said_part(label))}
    if len({*begun.values()}) < 2:
        return ()
    listed = ", ".join(label[:30] for label in [*begun][:SHOWN]) + (", …" if len(begun) > SHOWN else "")
    return (
        f"The names of the files may say parts, and are not read so: {listed}. If they do, put each part into a folder called train, "
        "validation or test.",
    )


def _say_parts(labels: Set[str]) -> bool:
    """Whether all of the labels say a part, or several do and are called as others beside it: `cat_test` and `dog_test` beside `cat` and
    `dog`, but not `test_tube` beside `tube`; or as those of another part, whatever else there is."""
    told = [label for label in labels if part_of(label)]
    others = len(told) > 1 and {part_of(label) for label in told} != {TRAIN} and {without_part(label) for label in told} <= labels
    parts: dict[str, set[str]] = {}
    for label in told:
        parts.setdefault(without_part(label), set()).add(part_of(label))
    return len(told) == len(labels) or others or (len(parts) > 1 and all(len(each) > 1 for each in parts.values()))


def _nothing_shared(classes: Mapping[str, str]) -> bool:
    """Whether names say several parts and no class is in two of them: `train_img` and `test_image` are one class, or none."""
    told = [label for label, of in classes.items() if of and of != label]
    return len({part_of(label) for label in told}) > 1 and len({classes[label] for label in told}) == len(told)


def _alone(stem: str) -> str:
    """What stands before the mark of a copy and no other number: `dog` of `dog (1)`."""
    return stem.strip(" ._-") if LETTER.search(stem) and not _before_number(stem) else ""


def _before_number(stem: str) -> str:
    found = _label(NUMBER_REVERSED, stem[::-1])[::-1]
    return found if LETTER.search(found) else ""


def _first_word(stem: str) -> str:
    return _label(FIRST_WORD, stem)


def _behind_number(stem: str) -> str:
    return _label(BEHIND_NUMBER, stem)


def _last_word(stem: str) -> str:
    return _label(LAST_WORD, stem)


def _label(pattern: re.Pattern[str], text: str) -> str:
    return match["label"].strip(" ._-") if (match := pattern.fullmatch(text)) else ""


READINGS: tuple[Callable[[str], str], ...] = (_before_number, _first_word, _behind_number, _last_word)
"""cat.0, 5_a83f, 0001_cat, x83_cat: the letters before a number, the first word, the words after a number, the last word."""
