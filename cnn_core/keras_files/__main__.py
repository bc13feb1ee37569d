"""The process that is thrown away: a Keras file on stdin, on stdout architecture and weights in a zip, or a sentence."""

from __future__ import annotations

import json
import sys

from cnn_core.errors import LabError
from cnn_core.keras_files.hdf5 import network_in
from cnn_core.runs.bundle import MOST_BYTES, pack_network

MOST_MEMORY = 1024 * 2**20
CPU_SECONDS = 10
OUTPUT_BYTES = 96 * 2**20


def limit() -> None:
    """Bounds this process before it reads a byte. Windows has no such limits; there the time that the caller waits must do."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    )
    for which, most in limits:
        resource.setrlimit(which, (most, most))


def main() -> None:
    limit()
    try:
        answer = pack_network(*network_in(sys.stdin.buffer.read(MOST_BYTES + 1)))
    except LabError as error:
        answer = json.dumps(str(error)).encode()
    except Exception as error:  # h5py says what is wrong with a file in many ways
        first = (str(error).strip().splitlines() or [""])[0][:80]
        answer = json.dumps(f"The file is damaged or no Keras file at all ({type(error).__name__}: {first}).").encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
