"""The files that the tests make by hand to do harm, each once: `python harness/hostile.py files`."""

from __future__ import annotations

import os
import random
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cnn_core.errors import LabError
from harness.promises import Program, Tally, main

TESTS = Path(__file__).resolve().parents[1] / "tests"
MAX_SECONDS, MAX_BYTES, MAX_LETTERS = 2.0, 20 * 2**20, 500


def hostile() -> Iterator[tuple[str, bytes, Callable[[bytes], object]]]:
    """Name, content, and what reads it: bundles, uploads of images, models of Keras, and files that are taken for them."""
    sys.path[:0] = [str(TESTS / part) for part in ("runs", "uploads", "keras_files")]
    import test_hostile_bundles
    import test_hostile_uploads
    import test_keras_files
    import test_other_formats

    from cnn_core.keras_files import read_keras_file
    from cnn_core.keras_files.reading import network_in
    from cnn_core.runs.bundle import read_bundle
    from cnn_core.uploads.making.passes import look
    from cnn_core.uploads.opening import open_upload

    def look_into(content: bytes) -> object:
        return look(open_upload(content, "pictures.zip", {}), "pictures.zip", {}, lambda done, total: None)

    yield from ((name, content, read_bundle) for name, (content, _) in test_hostile_bundles.HOSTILE.items())
    yield from ((name, content, look_into) for name, (content, _) in test_hostile_uploads.HOSTILE.items())
    yield from ((name, make(), read_keras_file) for name, (make, _) in test_keras_files.HOSTILE.items())
    yield from ((name, content, network_in) for name, (content, _) in test_other_formats.FILES.items())


def files(tally: Tally, count: int, chance: random.Random) -> None:
    """The seconds are those of computing, also of the process that reads a model; the bytes are those of this one beside the file itself."""
    for what in ("not refused in one sentence", "above 2 s", "above 20 MB"):
        tally.count(what, 0)
    for name, content, read in hostile():
        began = sum(os.times()[:4])
        tracemalloc.start()
        told = refusal(read, content)
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        tally.seconds.append(sum(os.times()[:4]) - began)
        wrong = {
            "not refused in one sentence": "\n" in told or not 0 < len(told) < MAX_LETTERS,
            "above 2 s": tally.seconds[-1] > MAX_SECONDS,
            "above 20 MB": taken > MAX_BYTES + len(content),
        }
        for what, happened in wrong.items():
            tally.count(what, happened)
            if happened:
                print(f"{name}: {what}: {tally.seconds[-1]:.1f} s, {taken / 2**20:.0f} MB: {told}", file=sys.stderr)
        tally.tried += 1


def refusal(read: Callable[[bytes], object], content: bytes) -> str:
    """The sentence; nothing if it was let in, or if another error came."""
    try:
        read(content)
    except LabError as error:
        return str(error)
    except Exception as error:
        print(repr(error), file=sys.stderr)
    return ""


PROGRAMS: dict[str, tuple[str, Program]] = {"files": ("Hostile files made by hand", files)}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 1)
