"""Processes that read what strangers sent and are thrown away: what they may take, and what surroundings they get."""

from __future__ import annotations

import os
from pathlib import Path

import cnn_core


def limit(memory: int, cpu_seconds: int, file_bytes: int) -> None:
    """Bounds this process. Windows has no such limits; there the time that the caller waits must do."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    )
    for which, most in limits:
        resource.setrlimit(which, (most, most))


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
