"""Datasets by name: found on this machine or downloaded; their content is always checked."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.bundled import bundled_arrays, bundled_path
from cnn_core.data.catalogue import entry_of
from cnn_core.data.cifar import read_cifar
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.download import BASE_URL, BASE_URLS, REMOTE_FILES, Progress, fetch
from cnn_core.data.entry import Entry
from cnn_core.data.files import damaged
from cnn_core.data.idx import read_idx
from cnn_core.data.npz import read_npz
from cnn_core.data.own import arrays_path, is_own
from cnn_core.data.places import CIFAR, cache_folder, idx_files, places
from cnn_core.errors import DatasetError

log = logging.getLogger("cnn_lab.data")


def load(name: str, progress: Progress | None = None, base_url: str = "") -> Dataset:
    """The dataset of that name, from this machine or else from the network; `progress` gets bytes done and bytes in all.

    A damaged copy is passed over for the next place; if none is good, the DatasetError names each one and what is wrong with it.
    """
    dataset, faults = _local(name)
    if dataset is not None:
        return dataset
    try:
        download(name, progress, base_url)
    except DatasetError as error:
        raise DatasetError(" ".join([str(error), *faults])) from error
    for place in places(name):
        if place.is_relative_to(cache_folder(name)):
            return _checked(entry_of(name), _arrays_at(place, name), place)
    raise DatasetError(" ".join([f"{name} was downloaded and then removed by someone; try again.", *faults]))


def load_local(name: str) -> Dataset:
    """The dataset of that name from this machine alone; the DatasetError names each damaged copy and what is wrong with it."""
    dataset, faults = _local(name)
    if dataset is None:
        raise DatasetError(" ".join(faults) or f"The images of {name} are not on this machine: download them on the Data page.")
    return dataset


def find(name: str) -> Path | None:
    """The file, or the folder of IDX files, that `load` would try first; None if it would have to download. Quick: only names
    are looked at, and ten kilobytes of labels where two datasets share their file names."""
    if entry_of(name).bundled:
        return bundled_path(name)
    return arrays_path(name) if is_own(name) else next(places(name), None)


def download(name: str, progress: Progress | None = None, base_url: str = "") -> None:
    """Bring the files of a dataset into the laboratory's cache, where `find` sees them; nothing to do for a bundled one.

    DatasetError, too, for own images: those come from nowhere but their owner.
    """
    entry = entry_of(name)
    if is_own(name):
        raise removed(entry)
    if not entry.bundled:
        fetch(name, REMOTE_FILES[name], cache_folder(name), base_url or BASE_URLS.get(name, BASE_URL), progress)


def removed(entry: Entry) -> DatasetError:
    """The error for own images that are known and no longer here."""
    return DatasetError(
        f"The images of {entry.title} were removed: upload them again on the Data page, or choose another dataset."
    )


def _local(name: str) -> tuple[Dataset | None, list[str]]:
    """The first good copy on this machine, and what is wrong with those before it."""
    entry = entry_of(name)
    if entry.bundled:
        return _checked(entry, bundled_arrays(name), bundled_path(name)), []
    if is_own(name):
        return _own(entry), []
    faults: list[str] = []
    for place in places(name):
        try:
            return _checked(entry, _arrays_at(place, name), place), faults
        except DatasetError as error:
            log.warning("%s", error)
            faults.append(str(error))
    return None, faults


def _own(entry: Entry) -> Dataset:
    path = arrays_path(entry.name)
    if path is None:
        raise removed(entry)
    return _checked(entry, read_npz(path, ARRAYS), path)


def _arrays_at(place: Path, name: str) -> Mapping[str, NDArray[Any]]:
    if name == CIFAR:
        return read_cifar(place)
    files = idx_files(place)
    if files is None:
        return read_npz(place, ARRAYS)
    return {array: read_idx(path, 3 if array.startswith("x") else 1) for array, path in files.items()}


def _checked(entry: Entry, arrays: Mapping[str, NDArray[Any]], place: Path) -> Dataset:
    """The dataset made of these arrays, if they are the ones that the catalogue knows."""
    images = {part: arrays[part] for part in ("x_train", "x_test")}
    for part, pixels in images.items():
        grey = pixels.ndim == 3 and entry.input_shape[2] == 1
        shape = (*pixels.shape[1:], 1) if grey else pixels.shape[1:]
        if pixels.dtype != np.uint8 or shape != entry.input_shape:
            raise damaged(
                place, f"{part} is {pixels.dtype} {pixels.shape}, and {entry.name} has uint8 images {entry.input_shape}"
            )
        images[part] = pixels.reshape(len(pixels), *entry.input_shape)
    try:
        dataset = Dataset(
            name=entry.name,
            title=entry.title,
            x_train=images["x_train"],
            y_train=arrays["y_train"].astype(np.int64),
            x_test=images["x_test"],
            y_test=arrays["y_test"].astype(np.int64),
            class_names=entry.class_names,
            pixel_max=entry.pixel_max,
            source=entry.source,
            licence=entry.licence,
        )
    except DatasetError as error:
        raise damaged(place, str(error).rstrip(".")) from error
    if entry.fingerprint and dataset.fingerprint != entry.fingerprint:  # where there is none, the files were checked
        raise damaged(
            place,
            f"its content is not that of {entry.name} (fingerprint {dataset.fingerprint[:12]}, not {entry.fingerprint[:12]})",
        )
    return dataset
