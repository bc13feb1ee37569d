"""Log files that cannot fail: whoever says that something went wrong must not go wrong over it. app.log is the app's own."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from pathlib import Path

from cnn_core.storage.home import home
from cnn_core.storage.regular import at_once

MAX_BYTES = 2 * 2**20
FORMAT = "%(asctime)s %(name)s %(levelname)s %(message)s"
_lock = threading.Lock()


class LogFile(logging.Handler):
    """Adds records to a file, which is opened for each one, so that it comes back after a disk was full or its folder was deleted.

    Where it cannot be written the record is dropped. Above `most_bytes` the file is set aside as `<name>.1`; 0 means never.
    """

    def __init__(self, path: Path, most_bytes: int = 0) -> None:
        super().__init__()
        self.path, self._most_bytes = path, most_bytes
        self.setFormatter(logging.Formatter(FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(Exception):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._most_bytes and self.path.exists() and self.path.stat().st_size > self._most_bytes:
                self.path.replace(self.path.with_name(f"{self.path.name}.1"))
            with open(self.path, "a", encoding="utf-8", errors="backslashreplace", opener=at_once) as file:
                file.write(self.format(record) + "\n")


def app_log() -> Path:
    """The path of the log, which sentences on the pages name."""
    return (home() / "app.log").absolute()


def log_app() -> None:
    """Sends what the loggers below `cnn_lab` say to stderr and to `app_log()`; nothing happens where they do so already.

    Above 2 MB the file is set aside as app.log.1. Where no file can be written, stderr alone has it.
    """
    path, logger = app_log(), logging.getLogger("cnn_lab")
    with _lock:
        if any(isinstance(each, LogFile) and each.path == path for each in logger.handlers):
            return
        for old in list(logger.handlers):
            logger.removeHandler(old)
            old.close()
        terminal = logging.StreamHandler()
        terminal.setFormatter(logging.Formatter(FORMAT))
        logger.addHandler(terminal)
        logger.addHandler(LogFile(path, MAX_BYTES))
