"""Zip archives of networks: read strictly, and refused in words that say what to load instead."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

from cnn_core.errors import RunError
from cnn_core.sandbox import strict_zip as archives


def refused(what: str, problem: str) -> RunError:
    """The error for a file that is not let in: which file, what is wrong with it, what to do."""
    return RunError(f"{what} cannot be loaded: {problem}; load a file as CNN Lab saves it.")


def unbroken(what: str) -> AbstractContextManager[None]:
    """Turns whatever zipfile says of damaged bytes into one sentence."""
    return archives.unbroken(partial(refused, what))


def strict_zip(content: bytes, what: str, known: Callable[[str], bool], most: int, most_bytes: int) -> zipfile.ZipFile:
    """`archives.strict_zip` for the file that the sentence calls `what`; RunError for all that CNN Lab does not write."""
    return archives.strict_zip(content, partial(refused, what), known, most, most_bytes)
