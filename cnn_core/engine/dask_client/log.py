"""engine.log: what the engine, its client and Dask would otherwise print into the terminal."""

from __future__ import annotations

import logging
from pathlib import Path

MAX_BYTES = 2 * 2**20
OWN = ("cnn_lab.engine", "cnn_lab.recorder")
DASK = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "distributed.gc", "tornado.application")


def log_file(home: Path) -> Path:
    """The log's path, in an existing folder; above 2 MB the old one becomes engine.log.1."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home / "engine.log"
    if path.exists() and path.stat().st_size > MAX_BYTES:
        path.replace(home / "engine.log.1")
    return path


def log_into(path: Path) -> None:
    """Sends what the engine's client, the recorder and Dask log in this process to the file, and nowhere else."""
    handler = logging.FileHandler(path, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    for name in OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    for logger in map(logging.getLogger, (*OWN, *DASK)):
        for old in list(logger.handlers):
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.propagate = False
