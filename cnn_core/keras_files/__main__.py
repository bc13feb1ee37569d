"""The sandboxed process: reads a Keras file on stdin, and writes architecture and weights as a zip, or a sentence, to stdout."""

from __future__ import annotations

import json
import sys

from cnn_core.errors import LabError
from cnn_core.keras_files.reading import network_in
from cnn_core.runs.bundle import MAX_BYTES, pack_network
from cnn_core.sandbox.limits import limit
from cnn_core.text import first_line

LIMITS = (1024 * 2**20, 10, 96 * 2**20)
"""Bytes of memory, seconds of processor, bytes of the answer."""


def main() -> None:
    limit(*LIMITS)
    try:
        found = network_in(sys.stdin.buffer.read(MAX_BYTES + 1))
        answer = pack_network(found.architecture, found.weights, found.to_json())
    except LabError as error:
        answer = json.dumps(str(error)).encode()
    except Exception as error:  # h5py says what is wrong with a file in many ways
        said = f"{type(error).__name__}: {first_line(error)}"
        answer = json.dumps(f"The file is damaged or no Keras file at all ({said}).").encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
