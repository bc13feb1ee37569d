"""The parent side: gives a file to a sandboxed process, and accepts only answers that fit our own schema."""

from __future__ import annotations

import subprocess
import sys
import tempfile

from cnn_core.errors import RunError
from cnn_core.runs.bundle import MAX_BYTES, unpack_network
from cnn_core.sandbox.limits import broken, environment
from cnn_core.spec import Architecture
from cnn_core.spec.strict_json import read_json
from cnn_core.training.interface import Arrays

SECONDS = 20.0
MAX_WORDS = 1000
HDF5 = b"\x89HDF\r\n\x1a\n"
LIST_BYTES = 4096


def is_keras_file(content: bytes) -> bool:
    """Whether the bytes begin as HDF5 or have the weights of a .keras file in the list at their end."""
    return content.startswith(HDF5) or b"model.weights.h5" in content[-LIST_BYTES:]


def read_keras_file(content: bytes) -> tuple[Architecture, Arrays]:
    """The network in a .keras or .h5 file that anybody may have made; RunError says in one sentence why it is refused."""
    if len(content) > MAX_BYTES:
        raise RunError(f"The file has {len(content):,} bytes, and {MAX_BYTES >> 20} MB is the most that can be loaded.")
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as stderr:
        given.write(content)
        given.seek(0)
        command = [sys.executable, "-m", "cnn_core.keras_files"]
        try:
            done = subprocess.run(
                command, stdin=given, stdout=answer, stderr=stderr, env=environment(), timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise RunError(f"The file could not be read within {SECONDS:.0f} s, so it was not loaded.") from None
        if done.returncode:
            raise RunError(broken("The file", done.returncode, stderr))
        answer.seek(0)
        said = answer.read()
    if said.startswith(b"PK"):
        return unpack_network(said)
    words = read_json(said)
    raise RunError(words[:MAX_WORDS] if isinstance(words, str) else "The file could not be read.")
