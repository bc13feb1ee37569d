"""Downloads of the full datasets: each file is checked by sha256 and then renamed into place."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cnn_core.errors import DatasetError
from cnn_core.storage.disk import why

Progress = Callable[[int, int], object]
BASE_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
CONNECT_AND_READ_SECONDS = (10, 30)
CHUNK = 64 * 1024


@dataclass(frozen=True)
class RemoteFile:
    """A file on the server: its name there and here, its sha256 in hex and its size in bytes."""

    name: str
    sha256: str
    size: int


BASE_URLS = {"cifar10": "https://www.cs.toronto.edu/~kriz/"}
"""The servers of datasets that are not at `BASE_URL`."""
REMOTE_FILES = {
    "mnist": (RemoteFile("mnist.npz", "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1", 11_490_434),),
    "fashion_mnist": (
        RemoteFile("train-images-idx3-ubyte.gz", "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26_421_880),
        RemoteFile("train-labels-idx1-ubyte.gz", "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29_515),
        RemoteFile("t10k-images-idx3-ubyte.gz", "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4_422_102),
        RemoteFile("t10k-labels-idx1-ubyte.gz", "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5_148),
    ),
    "cifar10": (
        RemoteFile("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", 170_052_171),
    ),
}
"""The hashes that Keras and TensorFlow Datasets publish for these files."""


def download_bytes(name: str) -> int:
    """How many bytes are downloaded for a dataset; 0 for one that comes along, or is somebody's own."""
    return sum(file.size for file in REMOTE_FILES.get(name, ()))


def fetch(name: str, files: Sequence[RemoteFile], folder: Path, base_url: str, progress: Progress | None = None) -> None:
    """Bring the files of dataset `name` into `folder`; `progress` gets the bytes done and the bytes in all.

    A file appears under its name only when it is whole and its sha256 is right; one that is there already is not fetched again.
    DatasetError, in one sentence with what to do, if there is no network, no such file, another content, or no room.
    """
    import pooch  # here because it brings requests along
    import requests

    pooch.get_logger().setLevel(logging.WARNING)
    total, done = sum(file.size for file in files), 0
    try:
        for file in files:
            bar = _Bar(done, total, progress)
            downloader = pooch.HTTPDownloader(progressbar=bar, chunk_size=CHUNK, timeout=CONNECT_AND_READ_SECONDS)
            pooch.retrieve(base_url + file.name, f"sha256:{file.sha256}", file.name, folder, downloader=downloader)
            done += file.size
            bar.report(done)
    except requests.HTTPError as error:
        status = "with an error" if error.response is None else error.response.status_code
        raise _unreachable(name, files, folder, base_url, f"the server answered {status}") from error
    except requests.Timeout as error:
        raise _unreachable(name, files, folder, base_url, "the server did not answer in time") from error
    except requests.RequestException as error:
        raise _unreachable(name, files, folder, base_url, "there is no connection, or it broke off") from error
    except ValueError as error:  # pooch's word for a hash that differs
        raise _unreachable(name, files, folder, base_url, "what arrived has another sha256 than the file should have") from error
    except OSError as error:
        raise DatasetError(
            f"{name} cannot be saved in {folder} ({why(error)}): make room there or name another folder in CNN_LAB_HOME."
        ) from error


class _Bar:
    """What pooch asks of a progress bar, passed on as bytes done and bytes in all, over several files."""

    def __init__(self, before: int, total_of_all: int, progress: Progress | None) -> None:
        self.total = 0  # set by pooch, to the size of this one file
        self._before, self._here, self._all, self._progress = before, 0, total_of_all, progress

    def update(self, count: int) -> None:
        self._here += count
        self.report(self._before + min(self._here, self.total or self._here))

    def reset(self) -> None:
        self._here = 0

    def close(self) -> None:
        """Nothing is open."""

    def report(self, done: int) -> None:
        if self._progress is not None:
            self._progress(min(done, self._all), self._all)


def _unreachable(name: str, files: Sequence[RemoteFile], folder: Path, base_url: str, reason: str) -> DatasetError:
    return DatasetError(
        f"{name} cannot be downloaded from {urlsplit(base_url).netloc} ({reason}): put {', '.join(file.name for file in files)} "
        f"into {folder} or into the folder that CNN_LAB_DATA names, or choose mnist-mini, which needs no network."
    )
