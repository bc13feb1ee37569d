"""Removes the start-up lines that TensorFlow writes to stderr and that no setting turns off; everything else is passed on."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

GREETINGS = ("absl::InitializeLog", "cudart_stub", "oneDNN custom operations", "cpu_feature_guard", "cuda_platform")
STDERR = 2


@contextmanager
def silence_startup_logs() -> Iterator[None]:
    """Holds back what is written to the process's stderr meanwhile, and passes it on at the end without the start-up lines."""
    try:
        kept = os.dup(STDERR)
    except OSError:  # a process without stderr has nothing to quieten
        yield
        return
    with tempfile.TemporaryFile() as held:
        sys.stderr.flush()
        os.dup2(held.fileno(), STDERR)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(kept, STDERR)
            os.close(kept)
            held.seek(0)
            _pass_on(held.read())


def _pass_on(written: bytes) -> None:
    lines = written.decode(errors="replace").splitlines(keepends=True)
    rest = "".join(line for line in lines if not any(greeting in line for greeting in GREETINGS))
    if rest:
        os.write(STDERR, rest.encode())
