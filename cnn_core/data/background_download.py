"""Downloads of datasets in the background: one per dataset in this process, whoever asks for it."""

from __future__ import annotations

import threading
from pathlib import Path

from cnn_core.data.background import Background
from cnn_core.data.load import download
from cnn_core.data.places import cache_folder

_downloads: dict[Path, Background[None]] = {}
_lock = threading.Lock()


def download_of(name: str) -> Background[None] | None:
    """The download of that dataset that is going on or was the last; None if there was none."""
    return _downloads.get(cache_folder(name))


def begin_download(name: str) -> Background[None]:
    """Downloads the dataset in a thread, unless that is going on already. A file takes its place only when all of it is there."""
    with _lock:
        current = download_of(name)
        if current is None or current.ended:
            current = _downloads[cache_folder(name)] = Background(lambda progress: download(name, progress))
        return current
