"""CIFAR-10 in the two forms that its authors publish: batches of plain bytes, and batches of Python pickles, in an archive or not.

Which images they are is known by the archive's sha256 or by the hash of every batch file, as published with them; there is no
fingerprint of the arrays besides. A pickle is opened only after its hash was right, and even then can make nothing but arrays.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.files import damaged, read_bytes

SIDE, CHANNELS, CLASSES = 32, 3, 10
BATCH = 10_000
ARCHIVES = {
    "cifar-10-binary.tar.gz": "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    "cifar-10-python.tar.gz": "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
}
"""Name -> sha256: the first as TensorFlow Datasets publishes it, the second as Keras does."""
KERAS_NAMES = ("cifar-10-batches-py.tar.gz", "cifar-10-batches-py-target_archive")
"""What Keras 2 and Keras 3 call the second archive in their cache."""
BINARY = {
    "data_batch_1.bin": "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
    "data_batch_2.bin": "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
    "data_batch_3.bin": "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
    "data_batch_4.bin": "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
    "data_batch_5.bin": "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
    "test_batch.bin": "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
}
"""sha256 of each batch file, as torchvision for Ruby publishes them; the last is for testing."""
PICKLED = {
    "data_batch_1": "c99cafc152244af753f735de768cd75f",
    "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
    "data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
    "data_batch_4": "634d18415352ddfa80567beed471001a",
    "data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
    "test_batch": "40351d587109b95175f43aff81a1287e",
}
"""md5 of each batch file, as torchvision publishes them. No other hash of them is published."""
FOLDERS = ("cifar-10-batches-bin", "cifar-10-batches-py", "cifar-10-batches-py-target/cifar-10-batches-py")
MAX_MEMBER_BYTES, MAX_MEMBERS = 32 * 2**20, 20
MULTIARRAY = "numpy._core.multiarray"

Batch = tuple[NDArray[np.uint8], NDArray[np.int64]]
"""Images (n, 32, 32, 3) and labels (n,)."""


def cifar_places(folder: Path) -> Iterator[Path]:
    """The archives and folders of batches in a folder, by their names alone."""
    for name in (*ARCHIVES, *KERAS_NAMES):
        if os.path.isfile(folder / name):
            yield folder / name
    for name in FOLDERS:
        if _kind(folder / name) is not None:
            yield folder / name


def read_cifar(place: Path) -> dict[str, NDArray[Any]]:
    """The four arrays of CIFAR-10 in an archive or a folder of batches; DatasetError if it is not what was published."""
    batches = list(_folder(place) if os.path.isdir(place) else _archive(place))
    images, labels = zip(*batches, strict=True)
    return {
        "x_train": np.concatenate(images[:-1]),
        "y_train": np.concatenate(labels[:-1]),
        "x_test": images[-1],
        "y_test": labels[-1],
    }


def _kind(folder: Path) -> Mapping[str, str] | None:
    """The names and hashes of the batches in a folder; None if some are missing."""
    return next((kind for kind in (BINARY, PICKLED) if all(os.path.isfile(folder / name) for name in kind)), None)


def _folder(place: Path) -> Iterator[Batch]:
    kind = _kind(place)
    if kind is None:
        raise damaged(place, "some of its six batch files are missing")
    for name, known in kind.items():
        content = read_bytes(place / name)
        found = (hashlib.sha256(content) if kind is BINARY else hashlib.md5(content, usedforsecurity=False)).hexdigest()
        if found != known:
            raise damaged(place / name, f"its {'sha256' if kind is BINARY else 'md5'} is {found[:12]}, not {known[:12]}")
        yield _batch(content, place / name, kind)


def _archive(place: Path) -> Iterator[Batch]:
    content = read_bytes(place)
    found = hashlib.sha256(content).hexdigest()
    if found not in ARCHIVES.values():
        raise damaged(
            place, f"its sha256 is {found[:12]}, and {' or '.join(known[:12] for known in ARCHIVES.values())} is wanted"
        )
    held: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            for number, member in enumerate(archive):
                if number >= MAX_MEMBERS or member.size > MAX_MEMBER_BYTES:
                    raise damaged(place, f"it holds {member.name[:60]}, which does not belong there")
                name = member.name.rpartition("/")[2]
                file = archive.extractfile(member) if name in BINARY or name in PICKLED else None
                if file is not None:
                    held[name] = file.read()
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise damaged(place, f"it is no whole archive ({type(error).__name__})") from None
    kind = next((kind for kind in (BINARY, PICKLED) if set(kind) <= set(held)), None)
    if kind is None:
        raise damaged(place, "some of its six batch files are missing")
    for name in kind:
        yield _batch(held.pop(name), f"{name} in {place}", kind)


def _batch(content: bytes, name: str | Path, kind: Mapping[str, str]) -> Batch:
    planes, labels = (_binary if kind is BINARY else _pickled)(content, name)
    if planes.shape != (BATCH, CHANNELS * SIDE * SIDE) or labels.shape != (BATCH,) or labels.max() >= CLASSES or labels.min() < 0:
        raise damaged(name, f"it does not hold {BATCH:,} images of {SIDE}x{SIDE} pixels with a class from 0 to {CLASSES - 1}")
    images = planes.reshape(-1, CHANNELS, SIDE, SIDE).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(images), labels.astype(np.int64)


def _binary(content: bytes, name: str | Path) -> tuple[NDArray[Any], NDArray[Any]]:
    """One byte of label, then the red, the green and the blue plane of each image, row by row."""
    row = 1 + CHANNELS * SIDE * SIDE
    if not content or len(content) % row:
        raise damaged(name, f"its {len(content):,} bytes are no whole number of images")
    rows = np.frombuffer(content, np.uint8).reshape(-1, row)
    return rows[:, 1:], rows[:, 0]


class _Arrays(pickle.Unpickler):
    """Makes arrays, bytes, numbers, lists and dicts; names of anything else are refused before they are imported."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in (("numpy", "ndarray"), ("numpy", "dtype")):
            return getattr(np, name)
        if (module, name) in ((MULTIARRAY, "_reconstruct"), ("numpy.core.multiarray", "_reconstruct")):
            return super().find_class(MULTIARRAY, name)
        raise pickle.UnpicklingError(f"it asks for {module}.{name}"[:80])


def _pickled(content: bytes, name: str | Path) -> tuple[NDArray[Any], NDArray[Any]]:
    """A dict of `data` uint8 (n, 3072), the planes as above, and `labels`, a list."""
    try:
        found = _Arrays(io.BytesIO(content), encoding="bytes").load()
        planes, labels = found[b"data"], np.array(found[b"labels"])
    except Exception as error:  # unpickling raises whatever a damaged file makes it stumble over
        raise damaged(name, f"it is no pickle of arrays ({error})"[:200]) from None
    if not isinstance(planes, np.ndarray) or planes.dtype != np.uint8 or labels.dtype.kind != "i":
        raise damaged(name, "its data are no bytes, or its labels no numbers")
    return planes, labels
