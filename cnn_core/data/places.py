"""Where the full datasets may be on this machine, and under which file names."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from cnn_core.data.cifar import cifar_places
from cnn_core.data.idx import read_idx
from cnn_core.errors import DatasetError
from cnn_core.storage.home import home

CIFAR = "cifar10"
SYSTEM_FOLDERS = {"fashion_mnist": (Path("/usr/share/datasets/fashion-mnist"),)}
IDX_STEMS = {
    "x_train": ("train-images", 3),
    "y_train": ("train-labels", 1),
    "x_test": ("t10k-images", 3),
    "y_test": ("t10k-labels", 1),
}
TEST_LABELS = {
    "mnist": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
    "fashion_mnist": "3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9",
}
"""sha256 of the test labels' bytes: MNIST and Fashion-MNIST use the same names for their IDX files, and this distinguishes them."""


def cache_folder(name: str) -> Path:
    """Where a download of that dataset goes: `datasets/<name>` in the laboratory's home."""
    return home() / "datasets" / name


def places(name: str) -> Iterator[Path]:
    """The files and folders that look like that dataset, best first. Their content is not checked here.

    Looked for in `CNN_LAB_DATA`, the laboratory's own cache, Keras's cache and the system's folder, each time in the folder
    itself and in one named after the dataset. A folder that may not be read counts as empty (`os.path.isfile` says so, `Path` raises).
    """
    for base in _roots():
        for folder in (base, base / name, base / name.replace("_", "-")):
            if name == CIFAR:
                yield from cifar_places(folder)
                continue
            for stem in dict.fromkeys((name, name.replace("_", "-"))):
                if os.path.isfile(folder / f"{stem}.npz"):
                    yield folder / f"{stem}.npz"
            if idx_files(folder) and not (folder == base and _is_another(name, folder)):
                yield folder
    yield from (folder for folder in SYSTEM_FOLDERS.get(name, ()) if idx_files(folder))


def idx_files(folder: Path) -> dict[str, Path] | None:
    """The four IDX files of a folder by the name of their array, or None if one is missing. Packed with gzip or not."""
    found = {}
    for array, (stem, dimensions) in IDX_STEMS.items():
        names = (f"{stem}{joint}idx{dimensions}-ubyte{end}" for joint in "-." for end in (".gz", ""))
        path = next((folder / name for name in names if os.path.isfile(folder / name)), None)
        if path is None:
            return None
        found[array] = path
    return found


def _roots() -> Iterator[Path]:
    if os.environ.get("CNN_LAB_DATA"):
        yield Path(os.environ["CNN_LAB_DATA"]).expanduser()
    yield home() / "datasets"
    yield Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras").expanduser() / "datasets"


def _is_another(name: str, folder: Path) -> bool:
    """Whether the IDX files there are those of another known dataset. Damaged ones are not: reading them will say so."""
    files = idx_files(folder)
    try:
        labels = read_idx(files["y_test"], 1) if files else None
    except DatasetError:
        return False
    digest = hashlib.sha256(labels.tobytes()).hexdigest() if labels is not None else ""
    return any(digest == known for other, known in TEST_LABELS.items() if other != name)
