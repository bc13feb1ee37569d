"""Disks that fail and files that are damaged at random: `python harness/damage.py runs --count 1000000`."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from cnn_core.errors import LabError, RunError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunMeta
from cnn_core.runs.arrays import save_arrays
from cnn_core.runs.journal import read_events
from cnn_core.sandbox.strict_npz import strict_npz
from cnn_core.spec.strict_json import read_json
from cnn_core.training.state import fold
from harness.promises import record
from tests.faults.bad_disk import KINDS, BadDisk
from tests.faults.test_every_call_of_a_save import SAVINGS, calls_of

WRONG = (
    None,
    True,
    -1,
    0,
    10**400,
    1e308,
    float("nan"),
    "",
    "x" * 5000,
    [],
    {},
    [[[]]],
    {"a": 1},
    "../../etc/passwd",
    "<script>",
)


def mutated_bytes(content: bytes, chance: random.Random) -> bytes:
    """One to four bytes changed, cut out or put in, or the end cut off."""
    made = bytearray(content)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(made)) if made else 0
        match chance.randrange(4):
            case 0 if made:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randrange(1, 9)]
            case 2:
                made[at:at] = chance.randbytes(chance.randrange(1, 9))
            case _ if chance.random() < 0.2:
                del made[at:]
    return bytes(made)


def mutated_json(value: Any, chance: random.Random) -> Any:
    """One value somewhere inside replaced by one of a wrong kind, taken out or doubled."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(list(value))
        if chance.random() < 0.1:
            return {name: each for name, each in value.items() if name != key}
        return {**value, key: mutated_json(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        return [*value[:at], mutated_json(value[at], chance), *value[at + 1 :]]
    return chance.choice(WRONG)


def counted(promise: str, count: int, once: Callable[[random.Random], object]) -> None:
    """Calls it `count` times; whatever is no LabError is counted with its name."""
    chance, slowest, refused = random.Random(7), 0.0, 0
    other: dict[str, int] = {}
    for _ in range(count):
        began = time.perf_counter()
        try:
            once(chance)
        except LabError:
            refused += 1
        except Exception as error:
            other[type(error).__name__] = other.get(type(error).__name__, 0) + 1
        slowest = max(slowest, time.perf_counter() - began)
    errors = ", ".join(f"{number} {name}" for name, number in other.items()) or "no other error"
    record(
        promise, f"{count:,}", f"{refused:,} refused in a sentence, the others read, {errors}; slowest {slowest * 1000:.0f} ms"
    )


def runs(count: int) -> None:
    meta = json.loads((PRETRAINED_PATH / "run.json").read_bytes())
    events = list(read_events(PRETRAINED_PATH / "events.jsonl"))
    few = [*events[:4], *events[-4:]]

    def once(chance: random.Random) -> None:
        if chance.random() < 0.5:
            RunMeta.from_json(mutated_json(meta, chance))
        else:
            fold(each for each in [mutated_json(event, chance) for event in few] if isinstance(each, dict))  # as the journal does

    counted("Damaged run.json and events.jsonl", count, once)


def specs(count: int) -> None:
    experiments = [preset.experiment.to_json() for preset in PRESETS.values()]
    texts = [json.dumps(each).encode() for each in experiments]

    def once(chance: random.Random) -> None:
        if chance.random() < 0.5:
            Experiment.from_json(mutated_json(chance.choice(experiments), chance))
        else:
            Experiment.from_json(read_json(mutated_bytes(chance.choice(texts), chance)))

    counted("Damaged experiments as JSON", count, once)


def archives(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save_arrays(Path(folder) / "a.npz", {"0.kernel": np.ones((3, 3), np.float32), "0.bias": np.zeros(3, np.float32)}, True)
        content = (Path(folder) / "a.npz").read_bytes()
    counted(
        "Damaged npz archives",
        count,
        lambda chance: strict_npz(mutated_bytes(content, chance), RunError, 8, 2**20, lambda *of: ""),
    )


def disk(count: int) -> None:
    tried = lost = 0
    with tempfile.TemporaryDirectory() as place:
        for name, saving in SAVINGS.items():
            first = Path(place) / name
            first.mkdir()
            saving.save(first, 1)
            for number in range(1, calls_of(saving, first) + 1):
                for kind in KINDS:
                    for on in (False, True):
                        root = Path(place) / f"{name}-{number}-{kind}-{on}"
                        root.mkdir()
                        saving.save(root, 1)
                        bad = BadDisk(root, kind, lambda _, at, n=number, on=on: at >= n if on else at == n)
                        with suppress(OSError, LabError), bad.installed():
                            saving.save(root, 2)
                        good = saving.saved(root) in (1, 2)
                        saving.save(root, 3)
                        tried, lost = tried + 1, lost + (not good or saving.saved(root) != 3)
    record("ENOSPC, EROFS and EIO at every call of a save", f"{tried}, which is all", f"{lost} lost")


PROGRAMS: dict[str, Callable[[int], None]] = {"runs": runs, "specs": specs, "archives": archives, "disk": disk}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=PROGRAMS)
    parser.add_argument("--count", type=int, default=1_000_000)
    chosen = parser.parse_args()
    PROGRAMS[chosen.what](chosen.count)


if __name__ == "__main__":
    main()
