"""Sentences about an upload with the names that a person has given its classes since."""

from __future__ import annotations

import re
from collections.abc import Mapping

SHOWN = 40
"""So many letters of a name a sentence has."""
BEFORE = r"(?:^|(?<=\bof )|(?<=\blacks )|(?<=\bhas )|(?<=\band )|(?<=\bor )|(?<=[:,] ))"
BEHIND = r"(?=$|[,.]| \(| and | or | of the )"
"""What stands around the name of a class where classes are listed. A number that counts pictures stands elsewhere."""


def recalled(sentence: str, called: Mapping[str, str]) -> str:
    """The sentence with each class that it lists called as it is `called` now, by its name in the files."""
    cut = {found[:SHOWN]: now[:SHOWN] for found, now in called.items() if found != now}
    if not cut:
        return sentence
    names = "|".join(map(re.escape, sorted(cut, key=len, reverse=True)))
    return re.sub(f"{BEFORE}(?:{names}){BEHIND}", lambda name: cut[name[0]], sentence)
