"""Each dataset is a card that says what it holds, what it is for, and what is still to be downloaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.catalogue import CATALOGUE
from cnn_core.errors import DatasetError
from pages.widgets.data import dataset_cards
from pages.widgets.data.dataset_cards import card_text
from pages.widgets.state.requests import REFUSED


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


def test_images_that_could_not_be_read_are_read_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at once, since a page that waits would read them for ever; and not again once they have been read."""
    asked: list[str] = []
    shipped = dataset_cards.load_local

    def load(name: str) -> Any:
        asked.append(name)
        if len(asked) == 1:
            raise DatasetError("The disk is away.")
        return shipped(name)

    moment = 1000.0
    monkeypatch.setattr(dataset_cards, "load_local", load)
    monkeypatch.setattr(dataset_cards, "time", SimpleNamespace(monotonic=lambda: moment))
    dataset_cards._of_all.clear()
    for wait, looks, readable in ((0.0, 1, False), (59.0, 1, False), (61.0, 2, True), (600.0, 2, True)):
        moment = 1000.0 + wait
        strips = dataset_cards._strips("digits")
        assert strips.wait(10)
        assert (len(asked), bool(strips.answer)) == (looks, readable)
    dataset_cards._of_all.clear()


def test_a_refusal_stays_while_the_images_on_the_cards_arrive(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They have the page drawn anew by itself, which took away what had been said in the same moment."""
    arrived: list[bool] = []
    app = visit(page="data")
    monkeypatch.setattr(dataset_cards, "_here", lambda entries: list(entries)[:1])
    monkeypatch.setattr(dataset_cards, "_strips", lambda _: SimpleNamespace(ended=bool(arrived), answer=None, problem=""))
    drawn = dataset_cards._pictures

    def arrive(*args: Any) -> None:
        arrived.append(True)
        drawn(*args)

    monkeypatch.setattr(dataset_cards, "_pictures", arrive)
    app.session_state[REFUSED] = "It is too large."
    assert "It is too large." in [each.value for each in app.run().error]
    assert arrived
    assert not app.run().error
