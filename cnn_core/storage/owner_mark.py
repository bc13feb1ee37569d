"""What stands for a person in files and file names, so that these do not give the person's key away."""

from __future__ import annotations

import hashlib

DIGITS = 16
FILE_NAME_DIGITS = 32


def owner_mark(owner: str, digits: int = DIGITS) -> str:
    """The first hex digits of the sha256 of an owner's key."""
    return hashlib.sha256(owner.encode()).hexdigest()[:digits]


def owner_file_name(owner: str) -> str:
    """The name of a JSON file of which every person has one."""
    return f"{owner_mark(owner, FILE_NAME_DIGITS)}.json"
