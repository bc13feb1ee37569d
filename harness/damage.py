"""Disks that fail and files that are damaged at random: `python harness/damage.py runs --count 1000000`."""

from __future__ import annotations

import io
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
from PIL import Image

from cnn_core.errors import LabError, RunError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunMeta
from cnn_core.runs.arrays import save_arrays
from cnn_core.runs.journal import read_events
from cnn_core.sandbox.strict_npz import strict_npz
from cnn_core.spec.strict_json import read_json
from cnn_core.training.fold import fold
from cnn_core.uploads.arrays.npy import npy_array
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.pictures import decode
from cnn_core.uploads.source import PictureError
from cnn_core.workspace.edit_commands import apply
from cnn_core.workspace.edit_history import Desk
from cnn_core.workspace.share_link import from_link, to_link
from harness.promises import Program, Tally, main
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


def counted(tally: Tally, count: int, chance: random.Random, once: Callable[[random.Random], object]) -> None:
    """Calls it `count` times; whatever is no LabError is counted with its name. The seconds are those that it computes."""
    for what in ("refused in a sentence", "read", "ended in another error", "above 1 s"):
        tally.count(what, 0)
    slowest = 0.0
    for _ in range(count):
        began = time.process_time()
        try:
            once(chance)
            tally.count("read")
        except (LabError, PictureError):
            tally.count("refused in a sentence")
        except Exception as error:
            tally.count("ended in another error")
            tally.count(type(error).__name__)
        took = time.process_time() - began
        slowest = max(slowest, took)
        tally.count("above 1 s", took > 1)
    tally.tried += count
    tally.reached("ms at the slowest", 1000 * slowest)


def runs(tally: Tally, count: int, chance: random.Random) -> None:
    meta = json.loads((PRETRAINED_PATH / "run.json").read_bytes())
    events = list(read_events(PRETRAINED_PATH / "events.jsonl"))
    few = [*events[:4], *events[-4:]]

    def once(chance: random.Random) -> None:
        if chance.random() < 0.5:
            RunMeta.from_json(mutated_json(meta, chance))
        else:
            fold(each for each in [mutated_json(event, chance) for event in few] if isinstance(each, dict))  # as the journal does

    counted(tally, count, chance, once)


def specs(tally: Tally, count: int, chance: random.Random) -> None:
    experiments = [preset.experiment.to_json() for preset in PRESETS.values()]
    texts = [json.dumps(each).encode() for each in experiments]

    def once(chance: random.Random) -> None:
        if chance.random() < 0.5:
            Experiment.from_json(mutated_json(chance.choice(experiments), chance))
        else:
            Experiment.from_json(read_json(mutated_bytes(chance.choice(texts), chance)))

    counted(tally, count, chance, once)


def archives(tally: Tally, count: int, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save_arrays(Path(folder) / "a.npz", {"0.kernel": np.ones((3, 3), np.float32), "0.bias": np.zeros(3, np.float32)}, True)
        content = (Path(folder) / "a.npz").read_bytes()
    counted(
        tally,
        count,
        chance,
        lambda chance: strict_npz(mutated_bytes(content, chance), RunError, 8, 2**20, lambda *of: ""),
    )


def commands(tally: Tally, count: int, chance: random.Random) -> None:
    """What the network editor sends, and the text of a link."""
    desk = Desk(PRESETS["small-cnn"].experiment)
    first, second = desk.ids[:2]
    sent: list[dict[str, Any]] = [
        {"op": "set", "id": first, "field": "filters", "value": 16},
        {"op": "set", "id": first, "field": "kernel_size", "value": [3, 3]},
        {"op": "add", "kind": "Dropout", "after": first, "new": 2**40},
        {"op": "remove", "id": second},
        {"op": "duplicate", "id": first, "new": 2**40},
        {"op": "move", "id": first, "by": 1},
        {"op": "move", "id": second, "behind": None},
        {"op": "fix", "code": "too-small", "label": "a fix"},
        {"op": "undo"},
    ]
    link = to_link(desk.experiment).encode()

    def once(chance: random.Random) -> None:
        if chance.random() < 0.8:
            apply(desk, mutated_json(chance.choice(sent), chance), 10)
        else:
            from_link(mutated_bytes(link, chance).decode("latin-1"))

    counted(tally, count, chance, once)


def pictures(tally: Tally, count: int, chance: random.Random) -> None:
    made = []
    for size, mode, kind in (((28, 28), "L", "PNG"), ((16, 16), "RGBA", "PNG"), ((9, 9), "P", "PNG"), ((24, 24), "RGB", "JPEG")):
        content = io.BytesIO()
        Image.effect_noise(size, 80).convert(mode).save(content, kind)
        made.append(content.getvalue())
    counted(tally, count, chance, lambda chance: decode(mutated_bytes(chance.choice(made), chance)))


def arrays(tally: Tally, count: int, chance: random.Random) -> None:
    made = []
    for values in (np.zeros((4, 8, 8), np.uint8), np.ones((3, 5), np.float32), np.array(["cat", "dog"])):
        content = io.BytesIO()
        np.save(content, values)
        made.append(content.getvalue())

    def once(chance: random.Random) -> None:
        content = mutated_bytes(chance.choice(made), chance)
        npy_array(Member("a.npy", len(content), lambda: content, lambda: content[:16])).read()

    counted(tally, count, chance, once)


def disk(tally: Tally, count: int, chance: random.Random) -> None:
    """Every call, whatever the count."""
    tally.count("lost", 0)
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
                        tally.count("lost", not good or saving.saved(root) != 3)
                        tally.tried += 1


PROGRAMS: dict[str, tuple[str, Program]] = {
    "runs": ("Damaged run.json and events.jsonl", runs),
    "specs": ("Damaged experiments as JSON", specs),
    "archives": ("Damaged npz archives", archives),
    "commands": ("Damaged commands of the network editor, and links", commands),
    "pictures": ("Damaged pictures (PNG, JPEG)", pictures),
    "arrays": ("Damaged npy arrays", arrays),
    "disk": ("ENOSPC, EROFS and EIO at every call of a save", disk),
}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 1_000_000)
