"""A test image is left out, or gets another label, where Explain shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from tests.pages.epochs_run import ADA
from tests.pages.explain.test_why import part

Visit = Callable[..., AppTest]


def keys(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.button}


@pytest.mark.parametrize("shown", ["Microscope", "Why this answer"])
def test_the_image_that_is_followed_is_left_out_and_used_again(visit: Visit, shown: str) -> None:
    """It could only be corrected on Evaluate, if it was among the images shown there."""
    app = part(visit(ADA, "explain"), shown)
    next(each for each in app.number_input if each.label == "Number").set_value(7).run()
    app.button(key="correct explained leave out").click().run()
    assert not app.exception
    assert app.session_state["session"].experiment.data.left_out_test == (7,)
    assert "correct explained train" in keys(app)
    app.button(key="correct explained use again").click().run()
    assert app.session_state["session"].experiment.data.left_out_test == ()


def test_the_image_that_is_followed_gets_another_label(visit: Visit) -> None:
    app = visit(ADA, "explain")
    other = (int(load_local("mnist-mini").y_test[0]) + 1) % 10
    app.selectbox(key="correct explained class of test 0").set_value(other).run()
    app.button(key="correct explained relabel").click().run()
    assert not app.exception
    assert app.session_state["session"].experiment.data.relabelled_test == ((0, other),)


def test_one_of_the_images_that_excite_a_filter_is_left_out(visit: Visit) -> None:
    app = part(visit(ADA, "explain"), "Filters")
    number = app.selectbox(key="correct exciting image").value
    app.button(key="correct exciting leave out").click().run()
    assert not app.exception
    assert app.session_state["session"].experiment.data.left_out_test == (number,)
    assert "correct explained leave out" not in keys(app)


def test_a_drawing_has_nothing_to_be_corrected(visit: Visit) -> None:
    app = visit(ADA, "explain")
    next(each for each in app.get("button_group") if each.label == "Image").set_value("My drawing").run()
    assert not any(key.startswith("correct") for key in keys(app))
