"""What own datasets may be called: unlike each other, and unlike the datasets that come with the app."""

from __future__ import annotations

import re

from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.own import MAX_OF_ONE, own_entries
from cnn_core.errors import DatasetError

TITLE = re.compile(r"[^\W_][\w .,()&'-]{0,39}")
MAX_LETTERS = 40


def check_title(title: str, owner: str, of: str = "") -> str:
    """The title without surrounding space; DatasetError if it is not allowed, or if a dataset of the person or the app has it. `of` is the
    name of the dataset that is called so, if it is there already."""
    title = check_words(title)
    if any(entry.title == title and entry.name != of for entry in own_entries(owner)):
        raise DatasetError(f"You have a dataset called {title} already: give this one another name.")
    return title


def check_words(title: str) -> str:
    """The title without surrounding space; DatasetError if nobody may call a dataset so."""
    title = " ".join(title.split())
    if not TITLE.fullmatch(title):
        raise DatasetError(
            "The name of a dataset has 1 to 40 letters, digits, spaces, points, commas and hyphens, and begins with a letter or a "
            f"digit. Received: {title[:60]!r}"
        )
    if _is_the_apps(title):
        raise DatasetError(
            f"A dataset that comes with the app is called {title}: give yours another name, so that runs tell which."
        )
    return title


def free_title(title: str, owner: str) -> str:
    """A title near to this one that the person can give: with a number if they have a dataset of that name, since taking the same file
    again is no mistake."""
    taken = {entry.title for entry in own_entries(owner)}
    if _is_the_apps(title):
        title = f"My {title}"[:MAX_LETTERS]
    return next(each for each in (title, *(f"{title[:36]} {n}" for n in range(2, MAX_OF_ONE + 2))) if each not in taken)


def _is_the_apps(title: str) -> bool:
    return _bare(title) in {_bare(each) for entry in CATALOGUE.values() for each in (entry.title, entry.name)}


def _bare(title: str) -> str:
    """`Fashion-MNIST` and `fashion mnist` are told apart by nobody."""
    return re.sub(r"[\W_]+", "", title.casefold())
