"""The sandboxed process: an upload on stdin, an order and the answer's file as arguments, progress on stdout.

Each line on stdout is JSON: [done, total], or a sentence with which the upload is refused; null now and then, so that whoever
listens can end the work while there is nothing to tell.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.errors import LabError
from cnn_core.sandbox.limits import limit
from cnn_core.sandbox.voice import Voice, say, signs_of_life
from cnn_core.uploads.in_sandbox import LOOK, NAMES
from cnn_core.uploads.limits import MAX_BYTES
from cnn_core.uploads.making.found import Wish
from cnn_core.uploads.making.passes import look, make
from cnn_core.uploads.opening import open_upload

LIMITS = (2560 * 2**20, 150, 256 * 2**20)
"""Bytes of memory, seconds of processor, bytes of the answer."""


def main() -> None:
    limit(*LIMITS)
    with signs_of_life():
        _answer_for()


def _answer_for() -> None:
    order, answer = json.loads(sys.argv[1]), Path(sys.argv[2])
    with suppress(AttributeError):  # Windows has no niceness
        os.nice(10)
    try:
        _obey(order, sys.stdin.buffer.read(MAX_BYTES + 1), answer)
    except LabError as error:
        say(str(error))
    except MemoryError:
        say(f"{order['name'][:80]} cannot be used: it takes more memory than an upload may.")
    except Exception as error:  # whatever a file made by hand can do to the readers
        say(f"{order['name'][:80]} cannot be used: it is damaged ({type(error).__name__}).")


def _obey(order: dict[str, Any], content: bytes, answer: Path) -> None:
    name, progress = order["name"], Voice().progress
    answers = {str(key): str(option) for key, option in order["answers"].items()}
    source = open_upload(content, name, answers)
    del content
    if order["task"] == LOOK:
        answer.write_bytes(look(source, name, answers, progress).to_bytes())
        return
    names, arrays = make(source, name, Wish.from_json(order["wish"]), answers, progress)
    words = np.frombuffer(json.dumps(names).encode(), np.uint8)
    _save(answer, {**arrays, NAMES: words})


def _save(answer: Path, arrays: dict[str, NDArray[Any]]) -> None:
    with answer.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]  # NumPy's stub takes no names


if __name__ == "__main__":
    main()
