"""Ends the engine with all its workers when the app is gone."""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from contextlib import suppress

import psutil

LOOK_EVERY = 0.5


def end_with(parent: int) -> None:
    """Starts watching: the process `parent`, and the pipe on stdin if there is one, whose end closes when the parent dies.

    Either alone is enough. The pipe is the quicker one; the process is right even if a child of the parent keeps the pipe open.
    """
    threading.Thread(target=_watch_process, args=(parent,), name="watch parent", daemon=True).start()
    if sys.stdin is not None and stat.S_ISFIFO(os.fstat(0).st_mode):
        threading.Thread(target=_watch_stdin, name="watch stdin", daemon=True).start()


def _watch_process(parent: int) -> None:
    try:
        process = psutil.Process(parent)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            time.sleep(LOOK_EVERY)
    except psutil.NoSuchProcess:
        pass
    end_now()


def _watch_stdin() -> None:
    while os.read(0, 4096):
        pass
    end_now()


def end_now() -> None:
    """Kills this process and all its descendants immediately: nobody is left to read a message."""
    kill_below(os.getpid())
    os._exit(0)


def kill_below(pid: int) -> None:
    """Kills all children of a process, and theirs."""
    with suppress(psutil.NoSuchProcess):
        for child in psutil.Process(pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                child.kill()
