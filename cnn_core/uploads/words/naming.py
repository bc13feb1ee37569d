"""What names of files, folders and arrays say: which part they belong to, and in which order people count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from cnn_core.uploads.source import TEST, TRAIN, VALIDATION
from cnn_core.uploads.words.part_words import part_elsewhere

STEMS = {
    "train": TRAIN,
    "trn": TRAIN,
    "valid": VALIDATION,
    "val": VALIDATION,
    "dev": VALIDATION,
    "test": TEST,
    "tst": TEST,
    "eval": TEST,
    "holdout": TEST,
}
ENDINGS = (
    "", "s", "ing", "ings", "set", "sets", "ingset", "data", "ingdata", "dataset", "image", "images", "ingimages", "img", "imgs",
    "part", "split", "folder", "dir", "ation", "ationset", "idation", "ate", "uation", "elopment", "x", "y", "label", "labels",
)  # fmt: skip
"""What may follow a stem: validation, tests, trainset, testimages. Of anything else, as Trainer has, nobody knows."""
TRAINS = "trains"
"""Vehicles, unless the names beside it are those of other parts."""
VALID = "valid"
"""Part or class: what is true of some pictures."""
NOT = ("not", "no", "non", "without")
CONTRARY = re.compile(rf"\b(?:(?:{'|'.join(NOT)}) ?|un|in)(train|valid|test|eval)(?:{'|'.join(ENDINGS)}|ed|able|ated|uated)\b")
"""What says that something is not so: not valid, invalid, untested; an intestine says nothing."""
SAYS_SO = re.compile("(train|valid|test|eval)(?:s|ed|able|ated|uated)?")
"""A word that is that of a part, and what is true of some pictures: valid, trained, tested."""
BEFORE = ("x", "y", "images", "labels", "image", "label", "data")
"""What stands before it without a gap: xtrain, ytest."""
SHORT = {"tr": TRAIN, "va": VALIDATION, "vl": VALIDATION, "te": TEST, "ts": TEST, TRAINS: TRAIN}
MAX_DIGITS = 9

NEAR = 0.7
"""How alike two names are, by `difflib.SequenceMatcher.ratio`, of which one may be a slip of the other: puppy and puppies are 0.73, cat and
car 0.67."""
MAX_LETTERS = 64
"""Longer names are of no class, and to compare two takes time that grows with the product of their lengths."""


def words(name: str) -> list[str]:
    """The words of a name in small letters: `X_train`, `trainImages2` and `train-images` are two each."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.findall(r"[^\W\d_]+", parted.casefold())


def words_and_numbers(name: str) -> list[str]:
    """The words of a name as they are written, and the numbers in it: `trainImages2` are three."""
    return re.findall(r"[^\W\d_]+|\d+", re.sub("(?<=[a-z])(?=[A-Z])", " ", name))


def part_of(name: str) -> str:
    """TRAIN, VALIDATION or TEST, if a word of the name says so; else empty."""
    if "t10k" in name.casefold():
        return TEST
    said = words(name)
    for at, word in enumerate(said):
        if at and said[at - 1] in NOT:
            continue
        if part := part_elsewhere(word):
            return part
        for before in ("", *BEFORE):
            rest = word.removeprefix(before)
            for stem, part in STEMS.items():
                if rest.startswith(stem) and rest[len(stem) :] in ENDINGS and rest != TRAINS and (not before or rest != word):
                    return part
    return ""


def part_in(name: str) -> str:
    """The part that a path says, its last name first; empty if none."""
    return part_of(name.rpartition("/")[2]) or part_of(name)


def as_parts(names: Sequence[str]) -> list[str]:
    """The names, with `train` for `trains` where that makes all of them parts, of which none was called so: beside `tests` and `vals`."""
    told = [re.sub(rf"(?<![^\W\d_]){TRAINS}(?![^\W\d_])", TRAIN, name, flags=re.IGNORECASE) for name in names]
    parts = {*map(part_of, told)}
    return told if len(parts) > 1 and "" not in parts and TRAIN not in map(part_of, names) else list(names)


def without_part(name: str) -> str:
    """What a name says beside its part: `cat` of `train_cat`, `7` of `train7`; empty if that is nothing. A name without a part stays."""
    if not part_of(name):
        return name
    return " ".join(each for each in words_and_numbers(name) if not part_of(each))


def begins_as_part(name: str) -> str:
    """The same for any name that begins so, such as Trainingsreihe: only to be believed where another folder has another part."""
    return next((part for stem, part in STEMS.items() if name.casefold().startswith(stem)), "")


def says_contrary(name: str) -> bool:
    """Whether a name says that something is not so: invalid, untested."""
    return CONTRARY.search(" ".join(words(name))) is not None


def doubted(names: Iterable[str]) -> set[str]:
    """Those of the names of which another says the contrary, and these: `valid` and `invalid` are as likely classes as parts."""
    said = {name: words(name) for name in names}
    contrary: dict[str, set[str]] = {}
    for name, of_name in said.items():
        if found := CONTRARY.search(" ".join(of_name)):
            contrary.setdefault(found[1], set()).add(name)
    against = set().union(*contrary.values())
    doubtful: set[str] = set()
    for name in said.keys() - against:
        stems = {found[1] for word in said[name] if (found := SAYS_SO.fullmatch(word))} & contrary.keys()
        doubtful |= {name, *(other for stem in stems for other in contrary[stem])} if stems else set()
    return doubtful


def short_part(name: str) -> str:
    """The part that `x_tr`, `Xva`, `y_te` or `x_trains` say: only to be believed where others beside it say other parts."""
    found = (SHORT.get(word.removeprefix(before)) for word in words(name) for before in ("", "x", "y"))
    return next(filter(None, found), "")


def is_count(text: str) -> bool:
    """Whether a text is a whole number from 0, as labels are. Python reads none of thousands of digits, and no label has them."""
    return text.isdecimal() and len(text) <= MAX_DIGITS


def alike(name: str) -> str:
    """The same text for names that differ in case, gaps or a plural s alone. The capital I of a Turkish name has the small ı without a dot,
    and İ becomes an i and a mark, which goes with the gaps."""
    return re.sub(r"[\W_]+", "", name.casefold().replace("ı", "i")).removesuffix("s")


def nearest(name: str, others: Sequence[int], names: Sequence[str]) -> int | None:
    """That of the others, which are places among `names`, which is spelled most like the name, if it is nearly so: Triangel and triangle,
    puppy and puppies. Numbers that differ, as in class1 and class2, are no slip."""
    told = alike(name)

    def likeness(other: int) -> float:
        text = alike(names[other])
        same_numbers = re.findall(r"\d+", told) == re.findall(r"\d+", text)
        fits = same_numbers and 0 < len(told) <= MAX_LETTERS and len(text) <= MAX_LETTERS
        return SequenceMatcher(None, told, text).ratio() if fits else 0.0

    best = max(others, key=likeness, default=None)
    return best if best is not None and likeness(best) >= NEAR else None


def natural(name: str) -> list[tuple[int, int, str]]:
    """Sorts 2 before 10, -1 before 0, and capital letters with small ones."""
    if re.fullmatch(r"-\d{1,15}", name):
        return [(0, int(name), "")]
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return [(0, int(part), "") if part.isdecimal() and len(part) < 16 else (1, 0, part) for part in parts] + [(2, 0, name)]


def without_common_parts(names: Sequence[str]) -> list[str]:
    """Names without the words that all of them begin or end with: `full_numpy_bitmap_cat` and `..._owl` are `cat` and `owl`."""
    if len(names) < 2 or len(set(names)) < len(names):
        return list(names)
    gap = re.compile(r"[\s_\-./%]+(?:2F)?")
    parted = [gap.split(name) for name in names]
    before, after = _shared(parted), _shared([each[::-1] for each in parted])
    cut = [each[before : len(each) - after] for each in parted]
    return [" ".join(each) for each in cut] if all(cut) and any(map(any, cut)) else list(names)


def _shared(lists: Sequence[Sequence[str]]) -> int:
    """How many words all lists begin with."""
    return next((n for n, nth in enumerate(zip(*lists, strict=False)) if len(set(nth)) > 1), min(map(len, lists)))
