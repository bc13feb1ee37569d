"""Where a person's browser is. Their key is bound to that at its first use, and opens nothing in the hands of another account.

A browser sends its cookies to every port of a host, so a server of another account learns the key, or puts one of its own in its place.

What is bound is in a file per key, and while the server runs also in its memory: a file that is deleted, and a disk that takes none, make
no key free.
"""

from __future__ import annotations

import errno
import json
import logging
import re
import threading
from collections import Counter
from pathlib import Path

from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.home import home
from cnn_core.storage.known_places import KnownPlaces
from cnn_core.storage.other_end import ELSEWHERE, SERVER, SHORT
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.regular import open_regular

FOLDER = "browsers"
MOST = 10_000
"""Keys that are bound to one place while a server runs, since each takes a file. More than that are keys that somebody makes up: they are
of that place as long as they are remembered, and what is bound to others stays so."""
REMEMBERED = 20_000
LARGEST = 1000
"""Bytes of such a file; more were not written here."""
PLACE = re.compile(rf"{re.escape(SERVER)}|{re.escape(ELSEWHERE)}|account \d+")

log = logging.getLogger("cnn_lab.browsers")
_lock = threading.Lock()
_written: Counter[str] = Counter()
_known = KnownPlaces(REMEMBERED)
_refused: set[Path] = set()
"""Folders that took no file when one was written last: that is said once, not of each key."""


def place_of(owner: str) -> str | None:
    """The place that a key is bound to; None if it is bound to none.

    What is there and cannot be understood binds it to the server's account, unless this process knows better: nobody else gets the desk.
    OSError where the system is short of means to read it, which another account can bring about.
    """
    with _lock:
        return _found(_path(owner))[0]


def bind(owner: str, place: str) -> str:
    """Binds a key to a place unless it is bound, and returns what it is bound to now; of two at a time the first has it.

    What the disk did not take, or has lost, is written at the next use from there. Not synced: what a pulled plug loses is bound at the
    next use.
    """
    path = _path(owner)
    with _lock:
        found, kept = _found(path)
        if found is None:
            _known.put(str(path), place)
        if found in (None, place) and not kept and _written[place] < MOST:
            _write(path, place)
    return found or place


def reserve(owner: str, place: str) -> None:
    """Binds a key that is new in memory alone: whoever made it up may never use it."""
    with _lock:
        _known.put(str(_path(owner)), place)


def _path(owner: str) -> Path:
    return home() / FOLDER / owner_file_name(owner)


def _found(path: Path) -> tuple[str | None, bool]:
    """The place, if there is one, and whether its file says so."""
    known = _known.get(str(path))
    try:
        said = _read(path)
    except OSError as error:
        if _is_absent(path, error):
            return known, False
        if error.errno in SHORT:
            if known is None:
                raise
            return known, True
        said = None
    if said is None and known is None:
        log.warning("%s cannot be read: its desk is opened to the server's account alone, whose next visit writes it anew.", path)
    found = said or known or SERVER
    if found != known:
        _known.put(str(path), found)
    return found, said is not None


def _is_absent(path: Path, error: OSError) -> bool:
    """Whether nothing is there; a link that leads nowhere is something."""
    return error.errno == errno.ENOENT and not any(each.is_symlink() and not each.exists() for each in (path, path.parent))


def _read(path: Path) -> str | None:
    """What the file says; None where that is no place."""
    with open_regular(path) as file:
        content = file.read(LARGEST + 1)
    try:
        said = json.loads(content)["place"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return said if len(content) <= LARGEST and isinstance(said, str) and PLACE.fullmatch(said) else None


def _write(path: Path, place: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with atomic_write(path, sync=False) as file:
            file.write(json.dumps({"place": place}).encode())
    except OSError as error:
        if path.parent not in _refused:
            _refused.add(path.parent)
            log.warning("%s was not written: %s. It is remembered while the server runs, and tried at its next use.", path, error)
    else:
        _written[place] += 1
        _refused.discard(path.parent)
