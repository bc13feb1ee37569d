"""The laboratory behind the pages: one per server, shared by all sessions, which see only their own runs."""

from __future__ import annotations

import threading

from cnn_core.engine import Laboratory
from cnn_core.storage.home import home

_lock = threading.Lock()
_only: list[Laboratory] = []


def laboratory() -> Laboratory:
    """The laboratory; the first call starts its engine in the background and returns at once.

    No cache of Streamlit's, which any session may clear: a second laboratory would be a second engine, and the end of all runs.
    """
    with _lock:
        if not _only:
            _only.append(Laboratory(home()).start())
        return _only[0]


def close_laboratory() -> None:
    """Ends the engine, if there is one."""
    with _lock:
        if _only:
            _only.pop().close()
