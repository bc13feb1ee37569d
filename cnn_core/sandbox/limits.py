"""Sandboxed processes for foreign files: their limits, their environment, and their messages."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import cnn_core
from cnn_core.storage.log import app_log

MAX_LOGGED = 8000
"""Bytes of what a process wrote to stderr, from its end."""
LOG = logging.getLogger("cnn_lab.sandbox")


def limit(memory: int, cpu_seconds: int, file_bytes: int) -> None:
    """Bounds this process as far as its system can.

    A limit above the one that is already set is lowered to it. Windows has no such limits, and macOS refuses that of memory; there
    the time that the caller waits must do.
    """
    try:
        import resource
    except ImportError:
        return
    limits = {"RLIMIT_AS": memory, "RLIMIT_CPU": cpu_seconds, "RLIMIT_FSIZE": file_bytes, "RLIMIT_CORE": 0}
    for name, most in limits.items():
        with suppress(AttributeError, ValueError, OSError):  # the system does not have this limit, or refuses to set it
            which = getattr(resource, name)
            hard = resource.getrlimit(which)[1]
            wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (wanted, wanted))


def environment() -> dict[str, str]:
    """One thread for numerical libraries: each would take address space, which is bounded."""
    root = str(Path(cnn_core.__file__).resolve().parents[1])
    return {
        **os.environ,
        "PYTHONPATH": root,
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "HDF5_USE_FILE_LOCKING": "FALSE",
    }


def broken(what: str, exit_code: int, stderr: BinaryIO) -> str:
    """Why `what` was not read, as a sentence, once its process has ended without an answer.

    What the process wrote to stderr goes into the log that the sentence names.
    """
    stderr.seek(0, os.SEEK_END)
    stderr.seek(max(0, stderr.tell() - MAX_LOGGED))
    said = stderr.read().decode(errors="replace").strip()
    LOG.error("The process that read %r ended with exit code %d: %s", what, exit_code, said or "it wrote nothing")
    if exit_code < 0:
        reason = "takes more memory or time than it may, or breaks what reads it"
    else:
        reason = "could not be read, because the process that reads it broke before it could answer"
    return f"{what} {reason}. It was not taken; the details are in {app_log()}."
