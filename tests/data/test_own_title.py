"""What own datasets may be called."""

import pytest

from cnn_core.data.own_title import check_title, free_title
from cnn_core.errors import DatasetError

ANN = "ann" * 9


@pytest.mark.parametrize(
    "title", ["MNIST", "mnist", "MNIST mini", "mnist-mini", "fashion mnist", "Fashion_MNIST".replace("_", " "), "CIFAR 10"]
)
def test_a_dataset_is_not_called_as_one_that_comes_with_the_app(title):
    with pytest.raises(DatasetError, match="comes with the app"):
        check_title(title, ANN)
    assert free_title(title, ANN) == f"My {title}"
    assert check_title(f"My {title}", ANN) == f"My {title}"


def test_names_that_only_begin_so_are_free():
    for title in ("KMNIST", "MNIST of 2026", "mnist tiny"):
        assert check_title(title, ANN) == title
        assert free_title(title, ANN) == title
