"""The laboratory behind the pages: one per server, shared by all sessions, which see only their own runs."""

from __future__ import annotations

import threading

from cnn_core.engine import Laboratory, Plans
from cnn_core.storage.home import home

_lock = threading.Lock()
_only: list[Laboratory] = []
_plans: list[tuple[Laboratory, Plans]] = []


def laboratory() -> Laboratory:
    """The laboratory; the first call starts its engine in the background and returns at once.

    No cache of Streamlit's, which any session may clear: a second laboratory would be a second engine, and the end of all runs.
    """
    with _lock:
        if not _only:
            _only.append(Laboratory(home()).start())
        return _only[0]


def plans() -> Plans:
    """The plans of the laboratory."""
    lab = laboratory()
    with _lock:
        if not _plans or _plans[0][0] is not lab:
            _plans[:] = [(lab, Plans(home() / "plans", lab))]
        return _plans[0][1]


def close_laboratory() -> None:
    """Ends the engine, if there is one."""
    with _lock:
        if _plans:
            _plans.pop()[1].close()
        if _only:
            _only.pop().close()
