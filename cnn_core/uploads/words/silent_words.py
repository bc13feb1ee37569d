"""Labels in which nothing is said, as `?` and N/A, and those of which it is doubtful, as `unknown`."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.uploads.words.silent_rows import NOTHING

MAY_BE_CLASS = {"none", "nothing", "unknown", "undefined"}
"""What a label says in small letters that is a class as often: a wafer without a fault is `none`, a word that is none of those to be told
apart `unknown`."""
NO_CLASS = ({*NOTHING} - {*MAY_BE_CLASS, ""}) | {
    "??",
    "???",
    "---",
    "<na>",
    "ambiguous",
    "k.a.",
    "missing",
    "no label",
    "not labeled",
    "not labelled",
    "not sure",
    "tbd",
    "to do",
    "todo",
    "unclear",
    "unlabeled",
    "unlabelled",
    "unsure",
}
"""What it says of a picture that nobody has labelled."""


def silent_and_doubtful(labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those of the different labels that are no classes for all that is known, and those of which it is doubtful. A sign among other signs is
    one, as a minus beside a plus, and so is `na` among other syllables, or NA among other countries."""
    may = [each for each in labels if _bare(each) in NO_CLASS | MAY_BE_CLASS]
    others = [each for each in labels if each not in may]
    signs = any(len(each) == 1 and not each.isalnum() for each in others)
    pairs = {each.isupper() for each in others if len(each) == 2 and each.isalpha()}
    doubtful = [
        each
        for each in may
        if _bare(each) in MAY_BE_CLASS or (signs and len(each) == 1) or (_bare(each) == "na" and each.isupper() in pairs)
    ]
    return [each for each in may if each not in doubtful], doubtful


def said_ones(labels: Sequence[str]) -> list[str]:
    """The labels without those that say nothing, or perhaps nothing."""
    return [each for each in labels if _bare(each) not in NO_CLASS | MAY_BE_CLASS]


def _bare(label: str) -> str:
    return " ".join(label.casefold().split())
