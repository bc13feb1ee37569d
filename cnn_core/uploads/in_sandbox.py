"""The trusting side: hands an upload to a process that may break, and believes only what is checked again here."""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from cnn_core.data.aside import read_aside
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.entry import Entry
from cnn_core.data.npz import parse_npz
from cnn_core.data.own import arrays_path, belongs, check_room, keep, own_entries, own_entry, own_name
from cnn_core.data.own_entry import PIXEL_MAX, entry_for
from cnn_core.data.own_title import check_title, check_words, free_title
from cnn_core.errors import DatasetError
from cnn_core.sandbox.child import Progress, run_child
from cnn_core.sandbox.limits import environment
from cnn_core.spec.strict_json import read_json
from cnn_core.uploads.files.called import title_of
from cnn_core.uploads.making.found import VALIDATION_FROM, Found, Wish
from cnn_core.uploads.source import Answers, check_class_names

SECONDS = 180.0
AT_ONCE = 2
LOOK, MAKE = "look", "make"
NAMES = "class_names"

_places = threading.BoundedSemaphore(AT_ONCE)


def look_into(upload: BinaryIO, name: str, progress: Progress, answers: Answers | None = None) -> Found:
    """What an upload that anybody may have made holds; DatasetError says in a sentence why it is not let in."""
    return Found.from_bytes(_answer(upload, name, progress, LOOK, answers))


@dataclass(frozen=True)
class Taken:
    """The dataset that was made of an upload, and what was known of it if the owner had these very images before."""

    entry: Entry
    before: Entry | None


def take(
    upload: BinaryIO, name: str, wish: Wish, title: str | None, owner: str, progress: Progress, answers: Answers | None = None
) -> Taken:
    """Makes a dataset of the upload and keeps it as the owner's; DatasetError if that cannot be. Without a title it is called as these
    images are called already, or else as its file: a name that was removed comes not back."""
    if title is not None:
        check_words(title)
    content = _answer(upload, name, progress, MAKE, answers, wish)
    arrays = parse_npz(content, [*ARRAYS, NAMES, VALIDATION_FROM], name)
    given = read_json(arrays[NAMES].tobytes())
    names = check_class_names([str(each) for each in given] if isinstance(given, list) else [], name)
    dataset = Dataset(
        name=name[:80],
        title=name[:80],
        **{each: arrays[each] for each in ARRAYS},
        class_names=names,
        pixel_max=PIXEL_MAX,
        source=f"Uploaded from {name[:80]}",
        licence="",
    )
    of = own_name(owner, dataset.fingerprint)
    before = own_entry(of) if belongs(of, owner) else None
    if not (there := arrays_path(of) is not None):
        check_room(owner, len(content))
    entry = entry_for(
        owner,
        title=_title(name, owner, before if there else None) if title is None else check_title(title, owner, of),
        source=dataset.source,
        fingerprint=dataset.fingerprint,
        input_shape=dataset.input_shape,
        class_names=names,
        sizes=(len(dataset.y_train), len(dataset.y_test)),
        validation_from=int(arrays[VALIDATION_FROM].sum()) % len(dataset.y_train),  # which the process may have made up
    )
    aside = read_aside(content, dataset.input_shape, name[:80])
    keep(
        entry,
        owner,
        lambda file: np.savez(file, **{each: getattr(dataset, each) for each in ARRAYS}),
        aside.npz() if aside.names else None,
    )
    return Taken(entry, before)


def _title(name: str, owner: str, before: Entry | None) -> str:
    """What images are called whom nobody gives a name: as before, unless others are called so by now."""
    taken = {each.title for each in own_entries(owner) if before is None or each.name != before.name}
    return before.title if before is not None and before.title not in taken else free_title(title_of(name), owner)


def _answer(
    upload: BinaryIO, name: str, progress: Progress, task: str, answers: Answers | None = None, wish: Wish | None = None
) -> bytes:
    """What the process wrote. It is ended when this is left, however that happens."""
    order = json.dumps(
        {"name": name, "task": task, "answers": dict(answers or {}), "wish": None if wish is None else wish.to_json()}
    )
    with tempfile.TemporaryDirectory(prefix="cnn-lab-") as folder, waiting_turn(progress, _places):
        answer = Path(folder) / "answer"
        run_child(
            "cnn_core.uploads",
            [order, str(answer)],
            upload,
            Path(folder),
            environment(),
            SECONDS,
            name,
            progress,
            DatasetError,
        )
        if not answer.exists():
            raise DatasetError(
                f"{name[:80]} could not be read, because the process that reads it gave no answer. It was not taken."
            )
        return answer.read_bytes()


@contextmanager
def waiting_turn(progress: Progress, places: threading.BoundedSemaphore) -> Iterator[None]:
    """One of the few places: many people who upload at once would otherwise take all memory."""
    while not places.acquire(timeout=0.2):
        progress(0, 0)
    try:
        yield
    finally:
        places.release()
