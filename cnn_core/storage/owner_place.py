"""Where a person's browser is. Their key is bound to that at its first use, and opens nothing in the hands of another account.

A browser sends its cookies to every port of a host, so a server of another account learns the key, or puts one of its own in its place.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from contextlib import suppress

from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.home import home
from cnn_core.storage.other_end import SHORT
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.regular import read_regular

FOLDER = "browsers"
MOST = 10_000
"""Keys that are bound to one place while a server runs, since each takes a file. More than that are keys that somebody makes up: they are
of that place alone, and what is bound to others stays so."""

_lock = threading.Lock()
_bound: Counter[str] = Counter()


def place_of(owner: str) -> str | None:
    """The place that a key is bound to: None if it is bound to none, or if that cannot be read.

    OSError where the system is short of means to read it, which another account can bring about.
    """
    try:
        found = json.loads(read_regular(home() / FOLDER / owner_file_name(owner)))["place"]
    except OSError as error:
        if error.errno in SHORT:
            raise
        return None
    except (ValueError, LookupError, TypeError):
        return None
    return found if isinstance(found, str) else None


def bind(owner: str, place: str) -> str:
    """Binds a key to a place unless it is bound, and returns what it is bound to now; of two at a time the first has it.

    What the disk does not take is not bound. Not synced: what a pulled plug loses is bound at the next use.
    """
    with _lock:
        found = place_of(owner)
        if found is None and _bound[place] < MOST:
            _bound[place] += 1
            path = home() / FOLDER / owner_file_name(owner)
            with suppress(OSError):
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with atomic_write(path, sync=False) as file:
                    file.write(json.dumps({"place": place}).encode())
    return found or place
