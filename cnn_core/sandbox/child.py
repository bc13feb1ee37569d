"""The trusting side of a sandboxed process: gives it a file, passes its progress on, and ends it when nobody waits any more."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from cnn_core.errors import SpecError
from cnn_core.sandbox.limits import broken
from cnn_core.sandbox.strict_zip import Refuse
from cnn_core.spec.strict_json import read_json

MAX_WORDS = 1000
MAX_LINE = 4000

Progress = Callable[[int, int], None]
"""Gets how much is done, of how much; may raise to end the process."""


def run_child(
    module: str,
    arguments: Sequence[str],
    given: BinaryIO,
    folder: Path,
    env: Mapping[str, str],
    seconds: float,
    name: str,
    progress: Progress,
    refuse: Refuse,
) -> None:
    """Runs `python -m module`, in `folder`, with the file `given` on stdin, until it ends by itself or `seconds` are over.

    Each line that it says is JSON: [done, total], or the sentence with which the file is refused; other values are signs of life. The
    error of `refuse` with that sentence, or, if the process breaks, with one about `name` whose details are in the log.
    """
    given.seek(0)
    with tempfile.TemporaryFile() as stderr:
        command = [sys.executable, "-m", module, *arguments]
        process = subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=stderr, env=env, cwd=folder)
        late = threading.Timer(seconds, process.kill)
        late.daemon = True
        late.start()
        try:
            _listen(process, progress, refuse)
        finally:
            late.cancel()
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        if process.returncode != 0:
            raise refuse(broken(name[:80], process.returncode, stderr))


def _listen(process: subprocess.Popen[bytes], progress: Progress, refuse: Refuse) -> None:
    """Passes progress on until the process ends, at signs of life the last one once more."""
    assert process.stdout is not None
    last = (0, 0)
    while line := process.stdout.readline(MAX_LINE):
        try:
            said = read_json(line)
        except SpecError:
            continue
        if isinstance(said, str):
            raise refuse(said[:MAX_WORDS])
        if isinstance(said, list) and len(said) == 2:
            last = (int(said[0]), int(said[1]))
        progress(*last)
    process.wait()
