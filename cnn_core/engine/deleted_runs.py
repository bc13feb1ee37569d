"""Runs that were deleted and can be brought back for a while, after which they go for good."""

from __future__ import annotations

import threading
from pathlib import Path

from cnn_core.runs import RunFolder
from cnn_core.runs.deletion import GRACE, bring_back, remove_what_is_aside, set_aside
from cnn_core.training.state import RunState


class DeletedRuns:
    """Those of one folder of runs. Thread-safe; one timer for all, while there are any."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def add(self, folder: RunFolder, owner: str, live: RunState | None) -> None:
        """Deletes a run of the owner's; RunError as `set_aside`."""
        set_aside(folder, owner, live)
        self.look()

    def bring_back(self, run_id: str, owner: str) -> None:
        """Undoes that; RunError if it is too late."""
        bring_back(self._root, run_id, owner)

    def look(self) -> None:
        """Removes those whose time is over, and looks again later if others are left."""
        left = remove_what_is_aside(self._root)
        with self._lock:
            if left and (self._timer is None or not self._timer.is_alive() or self._timer is threading.current_thread()):
                self._timer = threading.Timer(GRACE / 4, self.look)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        """Stops looking; what is aside goes when a later process looks."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
