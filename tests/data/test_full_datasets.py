"""The real MNIST and Fashion-MNIST, where they are on the machine: the catalogue against what others publish of them."""

import hashlib

import numpy as np
import pytest

from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.load import load

# sha256 of the four unpacked IDX files of MNIST, as many projects publish them to check their downloads.
MNIST_IDX = {
    "x_train": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "y_train": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "x_test": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "y_test": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def _as_idx(array: np.ndarray) -> bytes:
    return bytes([0, 0, 8, array.ndim]) + b"".join(side.to_bytes(4, "big") for side in array.shape) + array.tobytes()


def test_mnist_is_byte_for_byte_what_its_authors_published(real_data):
    mnist = load("mnist")
    for name, published in MNIST_IDX.items():
        array = getattr(mnist, name).astype(np.uint8)
        squeezed = array[..., 0] if array.ndim == 4 else array
        assert hashlib.sha256(_as_idx(squeezed)).hexdigest() == published


def test_fashion_mnist_begins_with_an_ankle_boot_and_has_six_thousand_images_of_each_class(real_data):
    fashion = load("fashion_mnist")
    assert fashion.class_names[fashion.y_train[0]] == "Ankle boot"
    assert np.bincount(fashion.y_train).tolist() == [6000] * 10
    assert np.bincount(fashion.y_test).tolist() == [1000] * 10


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
def test_the_full_datasets_have_sixty_and_ten_thousand_images(real_data, name):
    dataset, entry = load(name), CATALOGUE[name]
    assert dataset.x_train.shape == (60_000, 28, 28, 1) == (entry.train_size, *entry.input_shape)
    assert dataset.x_test.shape == (10_000, 28, 28, 1) == (entry.test_size, *entry.input_shape)


def test_mnist_as_idx_files_is_the_same_dataset_as_mnist_as_npz(real_data, tmp_path, monkeypatch):
    mnist = load("mnist")
    stems = {
        "x_train": "train-images-idx3",
        "y_train": "train-labels-idx1",
        "x_test": "t10k-images-idx3",
        "y_test": "t10k-labels-idx1",
    }
    for name, stem in stems.items():
        array = getattr(mnist, name).astype(np.uint8)
        (tmp_path / f"{stem}-ubyte").write_bytes(_as_idx(array[..., 0] if array.ndim == 4 else array))
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path))
    assert load("mnist").fingerprint == mnist.fingerprint
