"""Which of a few shares of a dataset are its parts, where their names do not plainly say so: guessed, and always asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question, ask_of
from cnn_core.uploads.words.misspelled import misspelled_part
from cnn_core.uploads.words.naming import as_parts, begins_as_part, doubted, part_of, short_part, words

MOST_PARTS = 4
MAY_BE = {
    TRAIN: re.compile(
        r"learn\w*|lern\w*|study\w*|practi[cs]e\w*|übung\w*|uebung\w*|main|aprend\w*|apprend\w*|[ée]tude\w*|entren(?:ar|ados?)|entra[iî]ner|allenare"
    ),
    VALIDATION: re.compile(r"check\w*|verif\w*|v[ée]rif\w*|tun(?:e|ing)|kontroll\w*|controllo|comprobaci[óo]n"),
    TEST: re.compile(
        r"exam(?!ple)\w*|heldout|unseen|final\w*|quiz\w*|prüf\w*|pruef\w*|klausur\w*|esame|prova|prove|essais?|ensayos?|probar"
    ),
}
"""What parts are called at times, and much else is: words to be asked about, and believed only beside that of another part."""
LEARN, VALIDATE, TEST_WITH = "to learn from", "to validate with", "to test with"
PART_FOR = {LEARN: TRAIN, VALIDATE: VALIDATION, TEST_WITH: TEST}
FOR_PART = {part: what for what, part in PART_FOR.items()}


def said_part(name: str) -> str:
    """The part that a name says, or may say; empty if none."""
    if part := part_of(name) or part_of("".join(words(name))) or short_part(name) or begins_as_part(name):
        return part
    may = (part for part, pattern in MAY_BE.items() for word in (*words(name), "".join(words(name))) if pattern.fullmatch(word))
    return next(may, "") or misspelled_part(name)


def parts_of_all(names: Sequence[str]) -> list[str]:
    """The part that each of the names says, or may say; empty where it says none, or another the contrary."""
    never = doubted(names)
    return ["" if name in never else said_part(name) for name in names]


def several_said(names: Sequence[str]) -> bool:
    """Whether the names say, or may say, different parts. `check` beside `cross` is as likely a class, whatever the sizes."""
    return len({*parts_of_all(names)} - {""}) > 1


def parts_said(names: Sequence[str]) -> bool:
    """Whether the names say parts: one of them plainly, or several."""
    return any(map(part_of, {*names} - doubted(names))) or several_said(names)


def likely_parts(names: Sequence[str]) -> tuple[list[str], set[int]]:
    """The likely part of each name, empty if it says none, and the places of those to be asked about: those of which another says the
    contrary, and those that may say a part where others say another, unless it is that to learn from and no other is called so."""
    never, told = doubted(names), as_parts(names)
    plain = ["" if name in never else part_of(said) for name, said in zip(names, told, strict=True)]
    may = parts_of_all(names)
    several = len({*may} - {""}) > 1
    doubtful = {at for at, part in enumerate(may) if several and part and not plain[at] and (part != TRAIN or TRAIN in plain)}
    asked = doubtful | {at for at, name in enumerate(names) if name in never}
    likely = ["" if at in asked and part in plain else part for at, part in enumerate(may)] if several else plain
    return [one or other for one, other in zip(plain, likely, strict=True)], asked


def guessed_parts(names: Sequence[str], sizes: Sequence[int]) -> list[str]:
    """The likely part of each share, as the names say: beside those that do, the largest is to learn from if none is called so, one of the
    others to test with, one to validate with if two are left. All are to learn from if the names say no parts."""
    if not parts_said(names):
        return [TRAIN] * len(names)
    said = parts_of_all(names)
    largest = max(range(len(sizes)), key=sizes.__getitem__)
    if TRAIN not in said and not said[largest]:
        said[largest] = TRAIN
    if TRAIN not in said:
        return [each or TRAIN for each in said] if "" in said else [TRAIN] * len(said)
    rest = [at for at, each in enumerate(said) if not each]
    free = [part for part in (TEST, VALIDATION) if part not in said]
    if len(rest) <= len(free):
        for at, part in zip(reversed(rest), free, strict=False):
            said[at] = part
    only = {VALIDATION: TEST} if TEST not in said else {}  # which is what a lone validation part is for
    return [only.get(each, each) or TRAIN for each in said]


def part_key(name: str) -> str:
    """The key of the question which part a share is."""
    return f"part {name}"


def ask_part(name: str, what: str, count: int, guess: str, answers: Answers, otherwise: str = "", why: str = "") -> Question:
    """What the images of a share are for; the answer is a key of `PART_FOR`, or `otherwise`, which is the guess if no part is."""
    options = (*PART_FOR, otherwise) if otherwise else tuple(PART_FOR)
    return ask_of(part_key(name), (count, "image", what), options, FOR_PART.get(guess, otherwise), answers, why)
