import numpy as np
import pytest

from cnn_core.data import load as load_module
from cnn_core.data.download import RemoteFile
from cnn_core.data.load import download, find, load, load_local
from cnn_core.data.places import cache_folder
from cnn_core.errors import DatasetError

NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def _served(server, tiny, monkeypatch, sha256_of):
    path = tiny.write_npz(server.folder)
    remote = RemoteFile("mnist.npz", sha256_of(path), path.stat().st_size)
    monkeypatch.setitem(load_module.REMOTE_FILES, "mnist", (remote,))


@pytest.fixture
def sha256_of():
    import hashlib

    return lambda path: hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_loaded_is_what_was_written(tiny_catalogue, data_folder):
    tiny_catalogue.write_npz(data_folder)
    dataset = load("mnist")
    assert np.array_equal(dataset.x_train[..., 0], tiny_catalogue.arrays["x_train"])
    assert np.array_equal(dataset.y_test, tiny_catalogue.arrays["y_test"])
    assert (dataset.name, dataset.title, dataset.pixel_max, dataset.classes) == ("mnist", "MNIST", 255, 10)


def test_a_damaged_copy_is_passed_over_for_the_next_place(tiny_catalogue, data_folder, tmp_path):
    damaged = tiny_catalogue.write_npz(data_folder)
    damaged.write_bytes(damaged.read_bytes()[:-100])
    tiny_catalogue.write_npz(tmp_path / "keras" / "datasets")
    assert load("mnist").x_train.shape == (40, 28, 28, 1)


def test_if_no_copy_is_good_and_there_is_no_network_each_damaged_one_is_named(tiny_catalogue, data_folder, tmp_path):
    first = tiny_catalogue.write_npz(data_folder)
    first.write_bytes(first.read_bytes()[:-100])
    second = tiny_catalogue.write_idx(tmp_path / "keras" / "datasets" / "mnist") / "train-images-idx3-ubyte.gz"
    second.write_bytes(second.read_bytes()[:-100])
    with pytest.raises(DatasetError) as caught:
        load("mnist", base_url=NOWHERE)
    message = str(caught.value)
    assert f"{first} cannot be used: it is not a whole npz archive" in message
    assert f"{second} cannot be used: its header declares 31,360 values" in message
    assert "choose mnist-mini" in message


def test_other_images_under_the_right_name_are_refused(tiny_catalogue, data_folder):
    tiny_catalogue.arrays["x_test"] = tiny_catalogue.arrays["x_test"].copy()
    tiny_catalogue.arrays["x_test"][19, 27, 27] ^= 1
    tiny_catalogue.write_npz(data_folder)
    with pytest.raises(DatasetError, match=r"mnist\.npz cannot be used: its content is not that of mnist \(fingerprint"):
        load("mnist", base_url=NOWHERE)


@pytest.mark.parametrize(
    ("array", "value", "words"),
    [
        ("x_train", np.zeros((40, 32, 32), np.uint8), r"x_train is uint8 \(40, 32, 32\)"),
        ("x_train", np.zeros((40, 28, 28), np.int64), "x_train is int64"),
        ("x_test", np.zeros((), np.uint8), r"x_test is uint8 \(\)"),
        ("y_train", np.zeros(39, np.uint8), "one int64 label for each of its 40"),
        ("y_train", np.full(40, 10, np.uint8), "labels from 10 to 10"),
        ("y_train", np.full(40, 2**64 - 1, np.uint64), "labels from -1"),
    ],
)
def test_arrays_of_another_kind_are_refused(tiny_catalogue, data_folder, array, value, words):
    tiny_catalogue.arrays[array] = value
    tiny_catalogue.write_npz(data_folder)
    with pytest.raises(DatasetError, match=words):
        load("mnist", base_url=NOWHERE)


def test_what_is_nowhere_on_the_machine_is_downloaded_once_and_found_afterwards(tiny_catalogue, server, monkeypatch, sha256_of):
    _served(server, tiny_catalogue, monkeypatch, sha256_of)
    steps = []
    dataset = load("mnist", lambda done, total: steps.append((done, total)), base_url=server.url)
    assert dataset.x_train.shape == (40, 28, 28, 1)
    assert steps[-1][0] == steps[-1][1] == (server.folder / "mnist.npz").stat().st_size
    assert find("mnist") == cache_folder("mnist") / "mnist.npz"
    assert load("mnist", base_url=NOWHERE).fingerprint == dataset.fingerprint


def test_a_damaged_copy_in_the_cache_is_replaced_by_a_download(tiny_catalogue, server, monkeypatch, sha256_of):
    _served(server, tiny_catalogue, monkeypatch, sha256_of)
    cached = tiny_catalogue.write_npz(cache_folder("mnist"))
    good = cached.read_bytes()
    cached.write_bytes(good[:-100])
    assert load("mnist", base_url=server.url).x_train.shape == (40, 28, 28, 1)
    assert cached.read_bytes() == good


def test_a_damaged_copy_elsewhere_does_not_hinder_a_download(tiny_catalogue, server, monkeypatch, sha256_of, data_folder):
    _served(server, tiny_catalogue, monkeypatch, sha256_of)
    damaged = tiny_catalogue.write_npz(data_folder)
    damaged.write_bytes(b"nothing")
    assert load("mnist", base_url=server.url).x_train.shape == (40, 28, 28, 1)
    assert damaged.read_bytes() == b"nothing"


def test_downloading_a_bundled_dataset_is_no_work(tmp_path):
    download("mnist-mini", base_url=NOWHERE)
    assert not (tmp_path / "home").exists()


def test_what_is_read_from_this_machine_alone_is_never_downloaded(tiny_catalogue, server, monkeypatch, sha256_of, data_folder):
    _served(server, tiny_catalogue, monkeypatch, sha256_of)
    monkeypatch.setattr(load_module, "BASE_URL", server.url)
    with pytest.raises(DatasetError, match="images of mnist are not on this machine: download them on the Data page"):
        load_local("mnist")
    damaged = tiny_catalogue.write_npz(data_folder)
    damaged.write_bytes(b"nothing")
    with pytest.raises(DatasetError, match="it is not a whole npz archive"):
        load_local("mnist")
    assert not cache_folder("mnist").exists()
    tiny_catalogue.write_npz(data_folder)
    assert load_local("mnist").x_train.shape == (40, 28, 28, 1)
