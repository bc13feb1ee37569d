"""Files that are made at a click stay until the browser has come for them.

Streamlit 1.67 makes the file, tells the browser its address, and counts nobody as its owner: two runs of a page later, of anybody
on this server, the file is gone. Where many are at work that is sooner than the browser asks for it, and it gets a 404.
"""

from __future__ import annotations

import time
from pathlib import PurePosixPath
from typing import Any

from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.media_file_storage import MediaFileKind

KEPT_SECONDS = 60.0

SHIPPED: dict[str, Any] = {}


def keep_made_files() -> None:
    """Puts the function below in the place of the shipped one, once; it is public, and what it keeps is not."""
    if not SHIPPED:
        SHIPPED["execute_deferred"] = MediaFileManager.execute_deferred
        MediaFileManager.execute_deferred = _make  # type: ignore[method-assign, assignment]


class _Made(MediaFileMetadata):
    """Of a file that no page shows: it may go when its time is up, and no sooner."""

    def __init__(self) -> None:
        super().__init__(MediaFileKind.DOWNLOADABLE)
        self._until = time.monotonic() + KEPT_SECONDS

    @property
    def is_marked_for_delete(self) -> bool:
        return time.monotonic() > self._until


def _make(manager: MediaFileManager, file_id: str) -> str:
    address: str = SHIPPED["execute_deferred"](manager, file_id)
    with manager._lock:
        manager._file_metadata[PurePosixPath(address).stem] = _Made()
    return address
