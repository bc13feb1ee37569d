"""engine.log: what the engine, its client and Dask would otherwise print into the terminal."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from cnn_core.storage.log import MAX_BYTES, LogFile

OWN = ("cnn_lab.engine", "cnn_lab.recorder")
DASK = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "distributed.gc", "tornado.application")


def log_file(home: Path) -> Path:
    """The log's path, in a folder that is there if it can be made; above 2 MB the old one becomes engine.log.1."""
    path = home / "engine.log"
    with suppress(OSError):  # an engine without a log is better than none
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > MAX_BYTES:
            path.replace(home / "engine.log.1")
    return path


def log_into(path: Path) -> None:
    """Sends what the engine's client, the recorder and Dask log in this process to the file, and nowhere else."""
    handler = LogFile(path)  # whole, since the engine writes into it too
    for name in OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    for logger in map(logging.getLogger, (*OWN, *DASK)):
        for old in list(logger.handlers):
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.propagate = False
