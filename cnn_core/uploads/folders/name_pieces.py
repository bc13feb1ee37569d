"""Classes in one piece of the names of files, as the second one of `person3_disc_take2`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cnn_core.uploads.beside.class_columns import MAX_CLASSES, MIN_CLASSES
from cnn_core.uploads.beside.file_labels import Way
from cnn_core.uploads.pictures import ENDINGS
from cnn_core.uploads.words.camera_names import bare, of_a_camera
from cnn_core.uploads.words.naming import alike, natural, part_of

GAP = re.compile(r"[\s._\-()\[\],+#@&]+")
DIGIT, LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
OF_A_WORD = re.compile(r"([^\W\d_]+)\d+")
OF_A_LABEL = re.compile(r"(?:mask|label|class|cls|target|category|klasse)\d{1,3}", re.IGNORECASE)
OF_A_PERSON = re.compile(
    r"(?:person|patient|subject|subj|sub|s|user|writer|participant|proband|actor|speaker)\d{1,5}", re.IGNORECASE
)
"""What says itself that it is a class, mask0; and what is none where other words are there, as S01 in S01_happy."""
MAX_LENGTH, MAX_PIECES, MAX_WAYS, SHOWN = 250, 12, 6, 3
LONGEST_NUMBER = 4
RUNNING = re.compile(r"\d{3,}")
"""A number that only counts pictures is written so; 01 may be the code of a class, and 25 an age."""
MOST, FEWEST = 0.9, 3
"""That part of the names has as many pieces as most have; and each class has so many pictures in the middle."""


def told_by_pieces(names: Sequence[str]) -> list[Way]:
    """A way for each piece of the names of files in which a few values come again; words first, then those with a number behind them, then numbers. Names that have more or fewer
    pieces than most have say nothing."""
    parted = [[each for each in GAP.split(bare(name.rpartition("/")[2][:MAX_LENGTH])[0]) if each] for name in names]
    count, often = Counter(map(len, parted)).most_common(1)[0] if parted else (0, 0)
    if not 2 <= count <= MAX_PIECES or often < MOST * len(names):
        return []
    found: list[tuple[bool, bool, Way]] = []
    for place in range(count):
        values = [pieces[place] if len(pieces) == count else "" for pieces in parted]
        words = [match[1] if (match := OF_A_WORD.fullmatch(value)) else value for value in values]
        for labels in (words, values) if words != values else (values,):
            if _tells(labels) and all(each.labels != labels for _, _, each in found):
                found.append((any(map(DIGIT.search, labels)), labels is not values, Way(_called(place, labels), labels, [])))
    return [way for _, _, way in sorted(found, key=lambda each: each[:2])][:MAX_WAYS]


def _called(place: int, labels: Sequence[str]) -> str:
    different = sorted({*labels} - {""}, key=natural)
    shown = ", ".join(each[:16] for each in different[:SHOWN]) + (", …" if len(different) > SHOWN else "")
    return f"piece {place + 1} of the names of the files: {shown}"


def _tells(labels: Sequence[str]) -> bool:
    """Whether a few values, each of several pictures, are all there is, and none is a part, a kind of file or what a camera writes."""
    counts = Counter(filter(None, labels))
    if not MIN_CLASSES <= len(counts) <= MAX_CLASSES or min(counts.values()) < 2 or counts.total() < FEWEST * len(counts):
        return False
    numbers = all(not LETTER.search(each) for each in counts)
    if numbers:
        return all(len(each) <= LONGEST_NUMBER for each in counts)
    return not any(part_of(each) or of_a_camera(each) or each.casefold() in ENDINGS for each in counts)


def same_classes(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two ways put the same pictures together, whatever they call them."""
    pairs = {*zip(one, other, strict=True)}
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def in_names(whole: Way | None, names: Sequence[str]) -> list[Way]:
    """The ways in which names of files tell classes, the likeliest first: as a `whole`, and by their pieces. Alone, only a word is a
    class; and a word is likelier than it is together with the number of a person or a take, as in `person3_disc_take2`."""
    pieces = told_by_pieces(names)
    plain = [each for each in pieces if not any(map(DIGIT.search, each.labels))]
    said = [each for each in pieces if not plain and all(map(OF_A_LABEL.fullmatch, filter(None, each.labels)))]
    if whole is None:
        return [*said, *(each for each in pieces if each not in said)] if plain or said else []
    numbers = not any(map(LETTER.search, whole.labels)) and all(each.labels != whole.labels for each in pieces[:1])
    pieces = [
        each
        for each in pieces
        if not same_classes(each.labels, whole.labels) and (numbers or not _counts(each.labels, whole.labels))
    ]
    person = all(map(OF_A_PERSON.fullmatch, filter(None, whole.labels)))
    likelier = (
        each
        for each in pieces
        if each in plain and ((person and _again(each.labels, whole.labels)) or _numbers_beside(whole.labels, each.labels))
    )
    better = next((each for each in pieces if each in said), None) or next(likelier, None)
    first = [whole] if better is None else [better, whole]
    return [*first, *(each for each in pieces if each is not better)][:MAX_WAYS]


def beside_folders(ways: Sequence[Way], folders: Sequence[str], names: Sequence[str]) -> list[Way]:
    """Those of the ways in which names of files tell classes that are another choice than the classes of the `folders`: neither the same
    ones, as of `disc/disc_001.png` or `cats/cat.1.jpg`, nor a number that runs on in each folder. What says parts too is another choice."""
    return [way for way in ways if any(way.parts) or not (_the_same(way.labels, folders) or _runs_on(way.labels, names))]


def _the_same(labels: Sequence[str], folders: Sequence[str]) -> bool:
    return same_classes(labels, folders) and all(alike(a) == alike(b) for a, b in {*zip(labels, folders, strict=True)})


def _runs_on(labels: Sequence[str], names: Sequence[str]) -> bool:
    """Whether all labels are numbers, and nearly all from the first to the last of each folder are there."""
    if not all(map(RUNNING.fullmatch, filter(None, labels))):
        return False
    found: dict[str, set[int]] = {}
    for label, name in zip(labels, names, strict=True):
        if label:
            found.setdefault(name.rpartition("/")[0], set()).add(int(label))
    return all(1 < len(each) >= MOST * (max(each) - min(each) + 1) for each in found.values())


def _counts(piece: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a piece counts the pictures of each class of whole names."""
    pairs = [*zip(piece, whole, strict=True)]
    return not any(map(LETTER.search, piece)) and len({*pairs}) == len(pairs)


def _again(piece: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a piece comes again for one person: once each, as in `subject01.happy`, it tells the pictures of a person apart."""
    return len({*zip(piece, whole, strict=True)}) < len(piece)


def _numbers_beside(whole: Sequence[str], piece: Sequence[str]) -> bool:
    """Whether each class of whole names is one of those of a piece, with numbers in other pieces: `a1` is a class as it is."""
    told = {(a, b) for a, b in zip(whole, piece, strict=True) if a}
    of = dict(told)
    return len(of) == len(told) > len({*of.values()}) and all(DIGIT.search(each) and of[each] in GAP.split(each) for each in of)
