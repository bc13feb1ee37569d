"""The folder in which a worker keeps files for a moment."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from contextlib import suppress

LOOK_EVERY = 0.5


def keep_scratch(folder: str) -> None:
    """What TensorFlow writes lies in the worker's own folder, and goes with it, also where it is killed. The folder is made again where it
    was deleted, as with the laboratory's home: without it no training could be saved until the worker is started anew."""
    tempfile.tempdir = folder
    threading.Thread(target=_keep, args=(folder,), name="scratch", daemon=True).start()


def _keep(folder: str) -> None:
    while True:
        time.sleep(LOOK_EVERY)
        with suppress(OSError):  # a disk that is full or read-only: whoever writes there says so
            os.makedirs(folder, mode=0o700, exist_ok=True)
