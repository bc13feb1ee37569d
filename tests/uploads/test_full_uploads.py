"""Whole published files as uploads, where they are on the machine: what comes out is what the catalogue knows."""

import os
import zipfile
from pathlib import Path

import pytest

from cnn_core.data.catalogue import CATALOGUE
from cnn_core.uploads.in_sandbox import look_into, take
from cnn_core.uploads.making.found import Wish

DATA = os.environ.get("CNN_LAB_DATA", "")
GREY = Wish(size=(28, 28), colour=False)


def nobody(done, total):
    pass


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "home"))


@pytest.mark.skipif(not (Path(DATA) / "mnist.npz").is_file(), reason="mnist.npz is not in CNN_LAB_DATA")
def test_mnist_as_npz_is_mnist_bit_by_bit():
    with (Path(DATA) / "mnist.npz").open("rb") as file:
        found = look_into(file, "mnist.npz", nobody)
        assert (found.usual_size(False), found.colour, found.has_test) == ((28, 28), False, True)
        assert take(file, "mnist.npz", GREY, "Mine", "ann", nobody).entry.fingerprint == CATALOGUE["mnist"].fingerprint


@pytest.mark.skipif(not (Path(DATA) / "fashion-mnist").is_dir(), reason="fashion-mnist is not in CNN_LAB_DATA")
def test_the_four_idx_files_of_fashion_mnist_in_a_zip_are_it_bit_by_bit(tmp_path):
    with zipfile.ZipFile(tmp_path / "fashion.zip", "w") as archive:
        for path in (Path(DATA) / "fashion-mnist").iterdir():
            archive.write(path, f"fashion/{path.name}")
    with (tmp_path / "fashion.zip").open("rb") as file:
        assert take(file, "fashion.zip", GREY, "Mine", "ann", nobody).entry.fingerprint == CATALOGUE["fashion_mnist"].fingerprint
