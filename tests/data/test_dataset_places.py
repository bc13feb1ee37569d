import hashlib
from pathlib import Path

import pytest

from cnn_core.data import places as places_module
from cnn_core.data.load import find, load
from cnn_core.data.places import cache_folder
from cnn_core.errors import DatasetError


def test_nothing_is_found_on_an_empty_machine():
    assert find("mnist") is None
    assert find("fashion_mnist") is None


@pytest.mark.parametrize("inside", ["", "mnist"])
def test_mnist_as_npz_is_found_in_the_data_folder_and_in_one_of_its_name(tiny_catalogue, tmp_path, monkeypatch, inside):
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    path = tiny_catalogue.write_npz(tmp_path / "data" / inside)
    assert find("mnist") == path
    assert load("mnist").input_shape == (28, 28, 1)


@pytest.mark.parametrize("inside", ["", "fashion-mnist", "fashion_mnist"])
@pytest.mark.parametrize("packed", [True, False])
def test_fashion_as_idx_files_is_found_packed_or_not_under_both_spellings(tiny_catalogue, tmp_path, monkeypatch, inside, packed):
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    folder = tiny_catalogue.write_idx(tmp_path / "data" / inside, packed)
    assert find("fashion_mnist") == folder
    assert load("fashion_mnist").x_train.shape == (40, 28, 28, 1)


def test_idx_files_named_with_a_dot_are_found_too(tiny_catalogue, tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    tiny_catalogue.write_idx(tmp_path / "data", packed=False, joint=".")
    assert load("mnist").x_test.shape == (20, 28, 28, 1)


def test_kerass_own_cache_is_used(tiny_catalogue, tmp_path):
    npz = tiny_catalogue.write_npz(tmp_path / "keras" / "datasets")
    folder = tiny_catalogue.write_idx(tmp_path / "keras" / "datasets" / "fashion-mnist")
    assert find("mnist") == npz
    assert find("fashion_mnist") == folder


def test_kerass_cache_is_in_the_home_folder_unless_keras_is_told_otherwise(tiny_catalogue, tmp_path, monkeypatch):
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert tiny_catalogue.write_npz(tmp_path / ".keras" / "datasets") == find("mnist")


def test_debians_folder_is_used_for_fashion(tiny_catalogue, tmp_path, monkeypatch):
    folder = tiny_catalogue.write_idx(tmp_path / "usr" / "fashion-mnist")
    monkeypatch.setattr(places_module, "SYSTEM_FOLDERS", {"fashion_mnist": (folder,)})
    assert find("fashion_mnist") == folder
    assert find("mnist") is None


def test_the_data_folder_comes_before_the_laboratorys_cache_and_that_before_kerass(tiny_catalogue, tmp_path, monkeypatch):
    keras = tiny_catalogue.write_npz(tmp_path / "keras" / "datasets")
    assert find("mnist") == keras
    cached = tiny_catalogue.write_npz(cache_folder("mnist"))
    assert find("mnist") == cached
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    assert find("mnist") == cached
    assert tiny_catalogue.write_npz(tmp_path / "data") == find("mnist")


def test_three_of_four_idx_files_are_not_a_dataset(tiny_catalogue, tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    folder = tiny_catalogue.write_idx(tmp_path / "data")
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    assert find("mnist") is None


def test_idx_files_of_fashion_in_the_data_folder_itself_are_not_taken_for_mnist(tiny_catalogue, tmp_path, monkeypatch):
    labels = hashlib.sha256(tiny_catalogue.arrays["y_test"].tobytes()).hexdigest()
    monkeypatch.setitem(places_module.TEST_LABELS, "fashion_mnist", labels)
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    folder = tiny_catalogue.write_idx(tmp_path / "data")
    assert find("fashion_mnist") == folder
    assert find("mnist") is None


def test_the_real_fashion_files_in_the_data_folder_itself_are_not_taken_for_mnist(real_data, monkeypatch):
    monkeypatch.setenv("CNN_LAB_DATA", str(real_data / "fashion-mnist"))
    assert find("fashion_mnist") == real_data / "fashion-mnist"
    assert find("mnist") is None


def test_a_data_folder_that_does_not_exist_is_as_good_as_none(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "nowhere"))
    assert find("mnist") is None


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(
        DatasetError, match=r"must be one of mnist-mini, digits, mnist, fashion_mnist, cifar10\. Received: 'cifar'"
    ):
        find("cifar")
