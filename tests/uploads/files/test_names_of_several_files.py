"""What files that were chosen together are called, and the dataset that is made of them."""

from __future__ import annotations

import pytest

from cnn_core.uploads.files.called import called, title_of


@pytest.mark.parametrize(
    ("names", "name", "title"),
    [
        (["pets.zip"], "pets.zip", "pets"),
        (["pets/cat/1.png", "pets/dog/1.png"], "pets", "pets"),
        (["eins.zip", "drei.zip", "neun.zip"], "eins.zip and 2 more", "3 files"),
        (["ente1.png", "ente2.png", "ente12.png"], "ente (3 files)", "ente"),
        (["Class 1-samples.zip", "Class 2-samples.zip"], "Class (2 files)", "Class"),
        (["sign_mnist_train.csv", "sign_mnist_test.csv"], "sign_mnist (2 files)", "sign mnist"),
        (["train.zip", "test.zip"], "train.zip and 1 more", "2 files"),
        (["train_1.zip", "train_2.zip"], "train_1.zip and 1 more", "2 files"),
        (["IMG_0012.jpg", "IMG_0034.jpg"], "IMG (2 files)", "IMG"),
        (["elephant.zip", "elefant.zip"], "elephant.zip and 1 more", "2 files"),
        (["red apple.zip", "red apricot.zip"], "red (2 files)", "red"),
        (["x_train.npy", "y_train.npy"], "x_train.npy and 1 more", "My images"),
        (["birds.npy", "birds.csv"], "birds (2 files)", "birds"),
    ],
)
def test_they_are_called_by_what_they_have_in_common(names: list[str], name: str, title: str) -> None:
    """Three zips, one for each class, made a dataset with the name of the first class."""
    assert (called(names), title_of(called(names))) == (name, title)
