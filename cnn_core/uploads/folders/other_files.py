"""What lies beside pictures and is none: named with the reason, those of one kind together if they are many."""

from __future__ import annotations

from collections.abc import Container, Sequence

from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import EMPTY, SetAside

NO_PICTURE = "it is no picture"
MAX_SINGLE, MAX_BLANK = 5, 64


def other_files(others: Sequence[Member], used: Container[str]) -> list[SetAside]:
    """Files that are not used, which has the names of those that are."""
    kinds: dict[tuple[str, str], list[Member]] = {}
    for member in others:
        if member.name not in used:
            kinds.setdefault((member.ending, EMPTY if is_empty(member) else NO_PICTURE), []).append(member)
    aside = []
    for (ending, why), members in kinds.items():
        if len(members) > MAX_SINGLE:
            of = f".{ending}" if ending else "without an ending"
            aside.append(SetAside(f"{len(members):,} files {of}", why))
        else:
            aside += [SetAside(member.name, why) for member in members]
    return aside


def is_empty(member: Member) -> bool:
    """Whether there is nothing in a file, or nothing but a few blanks and line breaks."""
    return not member.size or (member.size <= MAX_BLANK and not member.start().strip())
