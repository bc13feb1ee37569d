import re

import pytest

from cnn_core.data.catalogue import CATALOGUE, entry_of
from cnn_core.errors import DatasetError


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_an_entry_says_where_the_images_come_from_and_under_which_licence(entry):
    assert "https://" in entry.source or "http://" in entry.source
    assert entry.licence.startswith(("CC BY", "MIT", "none is stated"))
    assert re.fullmatch("[0-9a-f]{64}", entry.fingerprint) or entry.name == "cifar10"  # its files have hashes instead
    assert len(entry.title) < 20
    assert entry.description.endswith(".")


def test_the_names_are_those_that_runs_and_commands_use():
    assert list(CATALOGUE) == ["mnist-mini", "digits", "mnist", "fashion_mnist", "cifar10"]
    assert [name for name, entry in CATALOGUE.items() if entry.bundled] == ["mnist-mini", "digits"]


def test_fashion_classes_are_named_as_its_authors_name_them():
    # The table in the README of zalandoresearch/fashion-mnist.
    expected = "T-shirt/top Trouser Pullover Dress Coat Sandal Shirt Sneaker Bag Ankle_boot"
    assert " ".join(name.replace(" ", "_") for name in entry_of("fashion_mnist").class_names) == expected


def test_an_unknown_dataset_is_refused_with_the_names_there_are():
    with pytest.raises(DatasetError, match="mnist-mini, digits, mnist, fashion_mnist"):
        entry_of("imagenet")
