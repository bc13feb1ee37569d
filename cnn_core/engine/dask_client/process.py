"""The engine process as the app sees it: started, watched, ended."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import Any, BinaryIO

import cnn_core
from cnn_core.engine.dask_client.access import Access
from cnn_core.engine.host.parent_watch import kill_below
from cnn_core.errors import EngineError
from cnn_core.storage.regular import at_once

START_SECONDS = 60.0


class EngineProcess:
    """`python -m cnn_core.engine` as a child process in its own session, so that Ctrl-C in the terminal reaches the app alone.

    Where the log cannot be written, the terminal has what it reports.
    """

    def __init__(self, log: Path) -> None:
        self._elsewhere = "" if _can_make_folders(log.parent) else tempfile.mkdtemp(prefix="cnn-lab-")
        with _opened(log) as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "cnn_core.engine", str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_environment(self._elsewhere or str(log.parent)),
                **_detached(),
            )
        self._log = log
        self.beside = 0

    @property
    def pid(self) -> int:
        return self._process.pid

    def access(self, timeout: float = START_SECONDS) -> Access:
        """The scheduler's address and key, once the engine hands them over; EngineError if it does not. Then `beside` says how many slots
        it can open beside the others."""
        lines: queue.Queue[bytes] = queue.Queue()
        assert self._process.stdout is not None
        threading.Thread(target=lambda read: lines.put(read()), args=(self._process.stdout.readline,), daemon=True).start()
        try:
            told = json.loads(lines.get(timeout=timeout))
            self.beside = int(told["beside"])
            return Access(told["address"], told["key"])
        except queue.Empty:
            self.end()
            raise EngineError(f"The engine did not start within {timeout:.0f} s; the reason may be in {self._log}.") from None
        except (ValueError, KeyError):
            self.end()
            raise EngineError(f"The engine ended before it was up; the reason is in {self._log}.") from None

    def wait(self, timeout: float | None = None) -> int | None:
        """The exit code as soon as the engine has ended; None if it has not within `timeout` seconds."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout)
        return None

    def end(self) -> None:
        """Ends the engine and its workers now."""
        if self._process.poll() is None:
            kill_below(self._process.pid)
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        if self._elsewhere:
            shutil.rmtree(self._elsewhere, ignore_errors=True)


def _opened(log: Path) -> AbstractContextManager[BinaryIO | None]:
    try:
        return open(log, "ab", opener=at_once)
    except OSError:
        return nullcontext()


def _can_make_folders(place: Path) -> bool:
    with suppress(OSError), tempfile.TemporaryDirectory(dir=place):
        return True
    return False


def _environment(scratch: str) -> dict[str, str]:
    """The environment of this process, with the laboratory importable from wherever the app was started.

    Dask keeps the folders of its workers in `scratch` and imports from there. Its default is one name in the system's folder for
    temporary files: whichever account makes that folder first can put modules into it.
    """
    root = str(Path(cnn_core.__file__).parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"DASK_TEMPORARY_DIRECTORY": scratch, **os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _detached() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
