"""The parent side: gives a file to a sandboxed process, and accepts only answers that fit our own schema."""

from __future__ import annotations

import subprocess
import sys
import tempfile

from cnn_core.errors import RunError
from cnn_core.keras_files.found import KerasNetwork
from cnn_core.runs.bundle import MAX_BYTES, unpack_network
from cnn_core.sandbox.limits import broken, environment
from cnn_core.spec.strict_json import read_json
from cnn_core.text import over_text

SECONDS = 20.0
MAX_WORDS = 1000
LIST_BYTES = 4096


def is_bundle(content: bytes) -> bool:
    """Whether the bytes have the members of a bundle of CNN Lab in the list at their end: all else is for `read_keras_file`."""
    return content.startswith(b"PK") and all(name in content[-LIST_BYTES:] for name in (b"architecture.json", b"meta.json"))


def read_keras_file(content: bytes) -> KerasNetwork:
    """The network in a .keras or .h5 file, or in a zip around one, that anybody may have made.

    RunError says in one sentence why it is refused, and of a file of another program what it is.
    """
    if len(content) > MAX_BYTES:
        raise RunError(f"The file has {over_text(len(content), MAX_BYTES)} that can be loaded.")
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
        architecture, weights, found = unpack_network(said)
        return KerasNetwork.from_json(found, architecture, weights)
    words = read_json(said)
    raise RunError(words[:MAX_WORDS] if isinstance(words, str) else "The file could not be read.")
