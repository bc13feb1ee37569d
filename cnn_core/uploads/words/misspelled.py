"""Names of parts with one slip in them, `tset` and `validaton`: only to be asked about."""

from __future__ import annotations

from cnn_core.uploads.source import TEST, TRAIN, VALIDATION
from cnn_core.uploads.words.folder_words import PICTURES, WHOLES
from cnn_core.uploads.words.naming import BEFORE, part_of, words

MEANT = {
    "train": TRAIN,
    "training": TRAIN,
    "valid": VALIDATION,
    "validate": VALIDATION,
    "validation": VALIDATION,
    "test": TEST,
    "testing": TEST,
    "evaluation": TEST,
}
WORDS = {
    "tain", "trail", "trailing", "trait", "tran", "trein", "trina", "twain", "vapid",
    "tasting", "teat", "tent", "tenting", "tess", "testa", "teste", "testo", "testy", "tet", "text", "texting",
}  # fmt: skip
"""Words and names of their own, one slip from those: the class of a tent, a trail."""


def misspelled_part(name: str) -> str:
    """The part that a name may say with one letter too many, missing, another, or two that changed places; empty if it is a word of its
    own or says more."""
    said = [each for each in words(name) if each not in PICTURES | WHOLES | {*BEFORE}]
    if len(said) != 1 or said[0] in WORDS or part_of(said[0]):
        return ""
    return next((part for meant, part in MEANT.items() if one_slip(said[0], meant)), "")


def one_slip(word: str, meant: str) -> bool:
    """Whether one slip of the hand makes the one of the other, but not of its first letter: a rest or a nest is no test."""
    if abs(len(word) - len(meant)) > 1 or word == meant or word[0] != meant[0]:
        return False
    same = next(
        (at for at, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other), min(len(word), len(meant))
    )
    rest, other = word[same:], meant[same:]
    if len(word) != len(meant):
        return rest[1:] == other or rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
