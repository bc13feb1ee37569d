"""A laboratory that finds nothing on this machine, and a dataset small enough to write in every format."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from cnn_core.data import places
from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.dataset import Dataset

REAL_DATA = os.environ.get("CNN_LAB_DATA")
IDX_NAMES = {
    "x_train": "train-images-idx3-ubyte",
    "y_train": "train-labels-idx1-ubyte",
    "x_test": "t10k-images-idx3-ubyte",
    "y_test": "t10k-labels-idx1-ubyte",
}


@pytest.fixture(autouse=True)
def empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.delenv("CNN_LAB_DATA", raising=False)
    monkeypatch.setattr(places, "SYSTEM_FOLDERS", {})


@pytest.fixture
def real_data(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the full datasets, for the tests that need the real images."""
    if not REAL_DATA:
        pytest.skip("CNN_LAB_DATA is not set: the full datasets are not on this machine")
    monkeypatch.setenv("CNN_LAB_DATA", REAL_DATA)
    return Path(REAL_DATA)


def idx_bytes(array: np.ndarray) -> bytes:
    """As the MNIST page describes the format: 0, 0, type 8, number of dimensions, each as four bytes big-endian, values."""
    return bytes([0, 0, 8, array.ndim]) + b"".join(side.to_bytes(4, "big") for side in array.shape) + array.tobytes()


@dataclass
class Tiny:
    """Forty images to learn from and twenty to test, as arrays and as files."""

    arrays: dict[str, np.ndarray]

    def write_npz(self, folder: Path, name: str = "mnist.npz") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(folder / name, **self.arrays)
        return folder / name

    def write_idx(self, folder: Path, packed: bool = True, joint: str = "-") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for array, name in IDX_NAMES.items():
            content, name = idx_bytes(self.arrays[array]), name.replace("-idx", f"{joint}idx")
            (folder / (name + ".gz" if packed else name)).write_bytes(gzip.compress(content, mtime=0) if packed else content)
        return folder


@pytest.fixture
def tiny() -> Tiny:
    random = np.random.RandomState(0)
    arrays = {}
    for part, n in (("train", 40), ("test", 20)):
        arrays[f"x_{part}"] = random.randint(0, 256, (n, 28, 28)).astype(np.uint8)
        arrays[f"y_{part}"] = np.arange(n, dtype=np.uint8) % 10
    return Tiny(arrays)


@pytest.fixture
def tiny_catalogue(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """The catalogue with the tiny images in the place of MNIST's and of Fashion-MNIST's."""
    a = tiny.arrays
    dataset = Dataset(
        name="tiny",
        title="Tiny",
        x_train=a["x_train"][..., None],
        y_train=a["y_train"].astype(np.int64),
        x_test=a["x_test"][..., None],
        y_test=a["y_test"].astype(np.int64),
        class_names=tuple("0123456789"),
        pixel_max=255,
        source="made by a test",
        licence="none",
    )
    for name in ("mnist", "fashion_mnist"):
        monkeypatch.setitem(CATALOGUE, name, replace(CATALOGUE[name], fingerprint=dataset.fingerprint))
    return tiny


class QuietHandler(SimpleHTTPRequestHandler):
    """Files of a folder; a name that begins with "short-" promises ten bytes more than it sends."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        if not name.startswith("short-"):
            super().do_GET()
            return
        content = (Path(self.directory) / name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content) + 10))
        self.end_headers()
        self.wfile.write(content)


@dataclass
class FileServer:
    """A folder, and the address under which it is served."""

    folder: Path
    url: str


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FileServer]:
    folder = tmp_path / "served"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield FileServer(folder, f"http://127.0.0.1:{http.server_port}/")
        http.shutdown()
        thread.join()
