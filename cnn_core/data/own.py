"""A person's own datasets: `datasets/own-<12 hex>` in the laboratory's home, each an about.json and an arrays.npz.

The name is drawn from the owner's key and the content, so that nobody can guess somebody else's. When a dataset is removed its
pictures go and its about.json stays, so that runs on it can still name their classes.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import MISSING, asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from cnn_core.data.entry import Entry
from cnn_core.errors import DatasetError, SpecError
from cnn_core.spec.fields import Text
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.disk import why
from cnn_core.storage.home import home
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.storage.reach import matching
from cnn_core.storage.regular import read_regular
from cnn_core.text import bytes_text

SCHEMA = 1
NAME = re.compile(r"own-[0-9a-f]{12}")
ARRAYS_FILE, ASIDE_FILE = "arrays.npz", "aside.npz"
MAX_OF_ONE, MAX_BYTES_OF_ONE, MAX_BYTES = 8, 2 * 2**30, 8 * 2**30
"""Datasets of one person, their bytes, and the bytes of all people's datasets together."""
MIN_CLASSES, MAX_CLASSES = 1, 100
LABEL = Text(64)


@dataclass(frozen=True, kw_only=True)
class About:
    """What about.json says: the entry, whose it is, when it came, and whether its pictures are gone."""

    entry: Entry
    owner: str
    created: float
    removed: bool = False


def is_own(name: str) -> bool:
    """Whether this name has the form of an own dataset; it need not exist."""
    return NAME.fullmatch(name) is not None


def own_name(owner: str, fingerprint: str) -> str:
    """The name of a person's dataset with this content."""
    return f"own-{owner_mark(f'{owner} {fingerprint}', 12)}"


def own_entry(name: str) -> Entry:
    """The entry of an own dataset, removed or not; DatasetError if there never was one here."""
    return _about(name).entry


def arrays_path(name: str) -> Path | None:
    """The file of its arrays; None if there is no such dataset, or it was removed."""
    try:
        removed = _about(name).removed
    except DatasetError:
        return None
    path = _folder(name) / ARRAYS_FILE
    return path if not removed and os.path.isfile(path) else None


def aside_path(name: str) -> Path | None:
    """The file of the pictures that came with it without a class; None if there are none, or it was removed."""
    path = arrays_path(name)
    aside = None if path is None else path.with_name(ASIDE_FILE)
    return aside if aside is not None and aside.is_file() else None


def belongs(name: str, owner: str) -> bool:
    """Whether an own dataset is this person's; they may have removed it since."""
    try:
        return _about(name).owner == _mark(owner)
    except DatasetError:
        return False


def own_entries(owner: str | None = None) -> list[Entry]:
    """A person's own datasets, or everybody's, oldest first; without removed and damaged ones."""
    mark = None if owner is None else _mark(owner)
    found = [about for about in _all() if mark in (None, about.owner) and arrays_path(about.entry.name)]
    return [about.entry for about in sorted(found, key=lambda about: about.created)]


def no_room(owner: str) -> str:
    """That a person has as many datasets as one may have, and what to do; empty if there may be another."""
    count = len(own_entries(owner))
    if count < MAX_OF_ONE:
        return ""
    return f"You have {count} datasets of your own, and {MAX_OF_ONE} is the most: remove one that you no longer need."


def check_room(owner: str, size: int) -> None:
    """DatasetError, which says what to remove, if a person has too many datasets, or if so many bytes more are too many."""
    if full := no_room(owner):
        raise DatasetError(full)
    mine = own_entries(owner)
    sizes = {entry.name: path.stat().st_size for entry in own_entries() if (path := arrays_path(entry.name))}
    taken = {entry.title: sizes[entry.name] for entry in mine if entry.name in sizes}
    if sum(taken.values()) + size > MAX_BYTES_OF_ONE:
        largest = max(taken, key=lambda title: taken[title], default="")
        cure = f"remove one; the largest is {largest} with {bytes_text(taken[largest])}" if taken else "take fewer images"
        raise DatasetError(
            f"Your datasets would have {bytes_text(sum(taken.values()) + size)}, and {bytes_text(MAX_BYTES_OF_ONE)} is the most: {cure}."
        )
    if sum(sizes.values()) + size > MAX_BYTES:
        raise DatasetError(
            f"All own datasets here have {sum(sizes.values()) >> 20:,} MB, and {MAX_BYTES >> 20:,} MB is the limit: somebody must "
            "remove one first."
        )


def keep(entry: Entry, owner: str, write: Callable[[BinaryIO], None], aside: bytes | None = None) -> None:
    """Saves a dataset, and an npz of pictures without a class; it is there once all of it is on the disk, and keeps its place among the
    others if it was there already. DatasetError if that fails."""
    folder = _folder(entry.name)
    created = time.time() if arrays_path(entry.name) is None else _about(entry.name).created
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if aside is not None:
            with atomic_write(folder / ASIDE_FILE) as file:
                file.write(aside)
        with atomic_write(folder / ARRAYS_FILE) as file:
            write(file)
        _save(About(entry=entry, owner=_mark(owner), created=created))
        if aside is None:  # what came with the same images before; last, so that a full disk loses nothing
            (folder / ASIDE_FILE).unlink(missing_ok=True)
    except OSError as error:
        with suppress(OSError):
            if not (folder / "about.json").exists():
                for each in (ARRAYS_FILE, ASIDE_FILE):
                    (folder / each).unlink(missing_ok=True)
                folder.rmdir()
        raise DatasetError(f"The images cannot be saved in {folder}: {why(error)}.") from None


def keep_description(entry: Entry, owner: str) -> None:
    """Saves what is known of a dataset whose pictures are not here, as of one that was removed; nothing happens if it is known."""
    if not belongs(entry.name, owner):
        try:
            _folder(entry.name).mkdir(parents=True, exist_ok=True)
            _save(About(entry=entry, owner=_mark(owner), created=time.time(), removed=True))
        except OSError as error:
            raise DatasetError(f"Nothing can be saved in {_folder(entry.name)}: {why(error)}.") from None


def remove(name: str, owner: str) -> None:
    """Deletes the pictures; DatasetError if there is no such dataset of this person."""
    if not belongs(name, owner):
        raise unknown(name)
    about = _about(name)
    try:
        _save(About(entry=about.entry, owner=about.owner, created=about.created, removed=True))
        for each in (ARRAYS_FILE, ASIDE_FILE):
            (_folder(name) / each).unlink(missing_ok=True)
    except OSError as error:
        raise DatasetError(f"The images cannot be removed from {_folder(name)}: {why(error)}.") from None


def unknown(name: str) -> DatasetError:
    """The error for a name that stands for no own dataset here, or for somebody else's."""
    return DatasetError(f"dataset: there are no own images called {name[:40]!r} here; upload them on the Data page.")


def _mark(owner: str) -> str:
    """What stands for an owner in about.json; not the mark that is in their runs."""
    return owner_mark(f"datasets of {owner}")


def _folder(name: str) -> Path:
    return home() / "datasets" / name


def _all() -> Iterator[About]:
    for path in sorted(matching(home() / "datasets", "own-*")):
        with suppress(DatasetError):
            yield _about(path.name)


def _save(about: About) -> None:
    value = {"schema": SCHEMA, "owner": about.owner, "created": about.created, "removed": about.removed, **asdict(about.entry)}
    with atomic_write(_folder(about.entry.name) / "about.json") as file:
        file.write(json.dumps(value, indent=1).encode())


def _about(name: str) -> About:
    if not is_own(name):
        raise unknown(name)
    path = _folder(name) / "about.json"
    try:
        stamp = path.stat()
    except OSError:
        raise unknown(name) from None
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, changed: int, size: int) -> About:
    try:
        value = read_json(read_regular(path))
        if not isinstance(value, dict) or value["schema"] != SCHEMA or value["name"] != path.parent.name:
            raise ValueError("it is not the description of this dataset")
        given = {each.name: value[each.name] for each in fields(Entry) if each.name in value or each.default is MISSING}
        names = [LABEL.check("class_names", name) for name in given["class_names"]]
        height, width, channels = (int(side) for side in given["input_shape"])
        if not MIN_CLASSES <= len(names) <= MAX_CLASSES:
            raise ValueError(f"it has {len(names)} classes")
        if given.get("validation_from", 0) not in range(int(given["train_size"])):
            raise ValueError(f"validation images from {given['validation_from']} on")
        given |= {"class_names": tuple(names), "input_shape": (height, width, channels)}
        return About(
            entry=Entry(**given), owner=str(value["owner"]), created=float(value["created"]), removed=bool(value["removed"])
        )
    except (OSError, SpecError, LookupError, TypeError, ValueError) as error:
        raise DatasetError(f"{path} is damaged ({error}): upload these images again.") from None
