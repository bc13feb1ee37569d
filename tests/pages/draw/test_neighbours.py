"""What the Draw page says of a drawing among the training images."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local


def shown(number: int, name: str = "mnist-mini", left_out: tuple[int, ...] = ()) -> None:
    """The panel for a drawing that is a training image, to the last pixel."""
    from types import SimpleNamespace

    from cnn_core.data.choice import DataChoice
    from cnn_core.data.load import load
    from pages.widgets.draw.neighbours import neighbours

    meta = SimpleNamespace(experiment=SimpleNamespace(data=DataChoice(dataset=name, left_out_test=left_out)))
    pixels = load(name).x_train[number]
    neighbours(SimpleNamespace(meta=meta), SimpleNamespace(pixels=pixels))


@pytest.mark.parametrize("number", range(0, 10_000, 2_500))
def test_every_training_image_is_found_and_none_is_called_unlike_any(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    app = AppTest.from_function(shown, default_timeout=120, args=(number,))
    app.session_state["owner"] = "ada-" + "x" * 24
    app.run()
    assert not app.exception
    said = [each.value for each in app.caption]
    assert said[0].startswith("0% of 500 test images are nearer to a training image than this drawing is.")
    assert said[1].startswith("The nearest of all 10,000 images of the training part of MNIST mini, of which some validate.")


def test_a_test_image_that_is_left_out_is_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    app = AppTest.from_function(shown, default_timeout=120, args=(0, "digits", (0, 1)))
    app.session_state["owner"] = "ada-" + "x" * 24
    app.run()
    assert not app.exception
    assert app.caption[0].value.startswith(f"0% of {len(load_local('digits').x_test) - 2} test images are nearer")


def test_the_network_can_be_looked_into_with_a_nearest_image(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    app = AppTest.from_function(shown, default_timeout=120, args=(2_500,))
    app.session_state["owner"] = "ada-" + "x" * 24
    app.run()
    pills = next(each for each in app.button_group if each.label.startswith("Look inside"))
    alt = " ".join(picture.alt for each in app.get("image") for picture in each.proto.imgs)
    assert " no. 2500" in alt  # which of the pictures the buttons below meant was not to be seen
    assert str(getattr(pills.options[0], "content", pills.options[0])) == "2500"
    pills.set_value([pills.options[0].content] if hasattr(pills.options[0], "content") else pills.options[0]).run()
    assert not app.exception
    assert app.session_state["go to"] == "pages/explain.py"
    picture, digits = app.session_state["explained picture"], load_local("mnist-mini")
    assert picture.name == f"Training image 2500, {digits.y_train[2_500]}"
    assert np.array_equal(picture.pixels, digits.x_train[2_500])
