"""Own images that cannot be taken: it is said where the button is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from cnn_core.errors import DatasetError
from pages.widgets.state import upload
from tests.pages.data.uploading import ADA, button, give, texts, use
from tests.uploads.make_uploads import TWO, class_folders, zipped


def test_images_of_which_none_can_be_held_back_cannot_be_taken_until_classes_of_enough_are_one(
    visit: Callable[..., AppTest],
) -> None:
    """The button was there, and refused."""
    three = {"red": (200, 3, 3), "green": (3, 200, 3), "blue": (3, 3, 200)}
    app = give(visit(page="data"), ("colours.zip", zipped(class_folders(three, count=1))))
    assert button(app, "Use these images").disabled
    assert "No class has 3 pictures, so that one could be held back for testing" in texts(app)
    assert "go on with them" not in str([each.options for each in app.get("button_group")])
    assert "a fifth of each class" not in texts(app)
    next(each for each in app.text_input if each.label == "Names of the classes").set_value("colour, colour, colour").run()
    assert "No class has 3 pictures" not in texts(app)
    use(app)
    assert own_entries(ADA)[0].class_names == ("colour",)


def test_a_refusal_stands_below_the_button_that_was_pressed(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood above the form, out of sight of whoever had pressed."""

    def refuse(*given: object) -> object:
        raise DatasetError("The disk is full.")

    app = give(visit(page="data"), ("colours.zip", zipped(class_folders(TWO, count=10))))
    monkeypatch.setattr(upload, "take", refuse)
    use(app)
    order = [
        each.label if each.type == "button" else each.value for each in app.main if each.type in {"button", "alert", "error"}
    ]
    assert order.index("Use these images") < next(n for n, each in enumerate(order) if each == "The disk is full.")
