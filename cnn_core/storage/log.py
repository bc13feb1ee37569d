"""app.log: what goes wrong in the app itself, in the pages and in uploads. The engine has a log of its own."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from cnn_core.storage.home import home

MAX_BYTES = 2 * 2**20
FORMAT = "%(asctime)s %(name)s %(levelname)s %(message)s"
_lock = threading.Lock()


def app_log() -> Path:
    """The path of the log, which sentences on the pages name."""
    return (home() / "app.log").absolute()


def log_app() -> None:
    """Sends what the loggers below `cnn_lab` say to stderr and to `app_log()`; nothing happens where they do so already.

    Above 2 MB the file is set aside as app.log.1. Where no file can be written, stderr alone has it.
    """
    path, logger = app_log(), logging.getLogger("cnn_lab")
    with _lock:
        if any(isinstance(each, RotatingFileHandler) and each.baseFilename == str(path) for each in logger.handlers):
            return
        for old in list(logger.handlers):
            logger.removeHandler(old)
            old.close()
        handlers: list[logging.Handler] = [logging.StreamHandler()]
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handlers.append(RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8"))
        for handler in handlers:
            handler.setFormatter(logging.Formatter(FORMAT))
            logger.addHandler(handler)
