import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnn_core.data.bundled import MINI_FILE
from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.load import find, load

ROOT = Path(__file__).parents[2]


def _make_mini(source: Path, output: Path) -> bytes:
    subprocess.run([sys.executable, "-m", "tools.make_mnist_mini", source, output], cwd=ROOT, check=True, capture_output=True)
    return output.read_bytes()


@pytest.mark.parametrize("name", ["mnist-mini", "digits"])
def test_a_bundled_dataset_loads_on_an_empty_machine_and_is_what_the_catalogue_says(name):
    dataset, entry = load(name), CATALOGUE[name]
    assert dataset.x_train.shape == (entry.train_size, *entry.input_shape)
    assert dataset.x_test.shape == (entry.test_size, *entry.input_shape)
    assert dataset.fingerprint == entry.fingerprint
    assert (dataset.x_train.dtype, dataset.y_train.dtype) == (np.uint8, np.int64)
    assert dataset.x_train.min() == 0
    assert dataset.x_train.max() == dataset.pixel_max == entry.pixel_max
    assert find(name).is_file()


def test_mnist_mini_has_a_thousand_training_and_two_hundred_test_images_of_each_digit():
    mini = load("mnist-mini")
    assert np.bincount(mini.y_train).tolist() == [1000] * 10
    assert np.bincount(mini.y_test).tolist() == [200] * 10


def test_mnist_mini_is_not_sorted_by_class_so_that_its_last_tenth_shows_every_digit():
    assert np.bincount(load("mnist-mini").y_train[-1000:]).min() > 70


def test_mnist_mini_is_about_two_megabytes_and_says_where_it_comes_from():
    assert MINI_FILE.stat().st_size < 2_100_000
    text = MINI_FILE.with_suffix(".txt").read_text()
    for word in ("Yann LeCun", "Corinna Cortes", "Christopher J. C. Burges", "Attribution-Share Alike 3.0"):
        assert word in text


def test_every_image_of_mnist_mini_is_in_the_same_part_of_the_full_mnist_with_the_same_label(real_data):
    mini, full = load("mnist-mini"), load("mnist")
    for part in ("train", "test"):
        known = {
            image.tobytes(): label for image, label in zip(getattr(full, f"x_{part}"), getattr(full, f"y_{part}"), strict=True)
        }
        images = [image.tobytes() for image in getattr(mini, f"x_{part}")]
        assert [known.get(image) for image in images] == getattr(mini, f"y_{part}").tolist()
        assert len(set(images)) == len(images)


def test_the_script_makes_the_shipped_images_from_the_full_file(real_data, tmp_path):
    _make_mini(real_data / "mnist.npz", tmp_path / "again.npz")
    with np.load(tmp_path / "again.npz") as again, np.load(MINI_FILE) as shipped:
        assert all(np.array_equal(again[name], shipped[name]) for name in ("x_train", "y_train", "x_test", "y_test"))


def test_the_script_makes_the_same_file_twice(tmp_path):
    random = np.random.RandomState(1)
    source = {f"y_{part}": np.arange(n, dtype=np.uint8) % 10 for part, n in (("train", 12_000), ("test", 2_500))}
    source |= {
        f"x_{part}": random.randint(0, 256, (n, 2, 2)).astype(np.uint8) for part, n in (("train", 12_000), ("test", 2_500))
    }
    np.savez(tmp_path / "full.npz", **source)
    once = _make_mini(tmp_path / "full.npz", tmp_path / "once.npz")
    assert _make_mini(tmp_path / "full.npz", tmp_path / "twice.npz") == once


def test_digits_are_the_parts_that_scikit_learn_draws():
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    images, target = load_digits(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(images, target, test_size=360, stratify=target, random_state=13)
    digits = load("digits")
    assert np.array_equal(digits.x_train.reshape(-1, 64), x_train)
    assert np.array_equal(digits.x_test.reshape(-1, 64), x_test)
    assert np.array_equal(digits.y_train, y_train)
    assert np.array_equal(digits.y_test, y_test)


def test_the_digits_are_read_without_the_seconds_that_scikit_learn_takes_to_import():
    code = "import sys; from cnn_core.data.load import load_local; load_local('digits'); sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
