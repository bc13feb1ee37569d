"""Each dataset is a card that says what it holds, what it is for, and what is still to be downloaded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.data.catalogue import CATALOGUE
from pages.widgets.data import dataset_cards
from pages.widgets.data.dataset_cards import card_text


def test_a_card_of_a_dataset_that_came_along_has_no_download() -> None:
    assert card_text(CATALOGUE["mnist-mini"]) == (
        "**MNIST mini** *12,000 images 28x28x1, 10 classes* *for first steps: trains in seconds*"
    )


@pytest.mark.parametrize(("name", "megabytes"), [("mnist", 11), ("fashion_mnist", 29), ("cifar10", 162)])
def test_one_that_is_not_here_says_how_much_is_downloaded(name: str, megabytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset_cards, "find", lambda _: None)
    assert card_text(CATALOGUE[name]).endswith(f"*:material/download: {megabytes} MB to download*")


def test_the_title_of_own_images_is_no_markup() -> None:
    own = replace(CATALOGUE["mnist-mini"], title="a*b", purpose="your own images")
    assert card_text(own).startswith("**a\\*b** *")
