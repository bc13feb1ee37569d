"""Trainings have the lowest priority: everything else on the machine, above all the pages, comes first."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import psutil

NICE = 15
SACRIFICE = 500


def lower_training(main_too: bool = False) -> None:
    """Gives this process the lowest priority: Linux's idle class, nice or a low priority class elsewhere.

    On Linux a priority belongs to a thread and is handed on to the threads that it starts. All threads are lowered but the main
    one, which in a worker answers the scheduler and does little; with `main_too` that one as well.
    """
    if not sys.platform.startswith("linux"):
        with suppress(psutil.Error, OSError):
            process = psutil.Process()
            process.nice(psutil.IDLE_PRIORITY_CLASS if os.name == "nt" else NICE)
        return
    for thread in Path("/proc/self/task").iterdir():
        if main_too or int(thread.name) != threading.main_thread().native_id:
            _lower_thread(int(thread.name))


def lower_this_thread() -> None:
    """Gives the thread that calls it, and those that it starts, the lowest priority; on Linux, where threads have priorities."""
    if sys.platform.startswith("linux"):
        _lower_thread(threading.get_native_id())


def _lower_thread(thread: int) -> None:
    """The idle class, or nice where a container forbids it; a thread that has just ended is no error."""
    try:
        os.sched_setscheduler(thread, os.SCHED_IDLE, os.sched_param(0))
    except ProcessLookupError:
        return
    except OSError:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, NICE)


def offer_to_the_killer() -> None:
    """When memory runs out, Linux ends a process of its choice: this makes it choose this one, not the app or the browser."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(SACRIFICE))
