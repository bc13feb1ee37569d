"""One class against the rest: how many images of others there are is shown as it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from streamlit.testing.v1 import AppTest

from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load_local


def others(app: AppTest):  # type: ignore[no-untyped-def]
    return next(each for each in app.number_input if each.label == "Images of others")


def test_as_many_others_as_the_class_has_are_shown_as_that_number(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    app.session_state["session"].set_data(DataChoice(dataset="digits"))
    app.run()
    next(each for each in app.button_group if "Is it a certain one, or not?" in each.options).set_value("one-against-rest").run()
    assert not app.exception
    counts = np.bincount(load_local("digits").y_train)
    mine = app.session_state["session"]
    assert (others(app).value, mine.experiment.data.others) == (counts[0], 0)
    others(app).set_value(300).run()
    assert mine.experiment.data.others == 300
    next(each for each in app.selectbox if each.label == "The class").set_value(8).run()
    assert (others(app).value, mine.experiment.data.others) == (counts[8], 0)
    assert not app.exception


def test_a_class_without_an_image_left_keeps_its_widget_and_shows_none(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    gone = tuple(int(number) for number in np.flatnonzero(load_local("digits").y_train == 0))
    app.session_state["session"].set_data(DataChoice(dataset="digits", task="one-against-rest", target=0, left_out=gone))
    app.run()
    first = others(app)
    assert first.value == 0
    assert others(app.run()).id == first.id
    assert not app.exception


def test_either_question_has_one_line_on_what_a_constant_answer_reaches(visit: Callable[..., AppTest]) -> None:
    """So nothing below moves with the choice. mnist-mini has 200 test images of each digit, and 2,000 in all."""
    app = visit(page="data")
    assert [each.value for each in app.caption if "always" in each.value] == [
        "10 classes; always giving the same answer is right in at most 10.0% of the test images."
    ]
    next(each for each in app.button_group if "Is it a certain one, or not?" in each.options).set_value("one-against-rest").run()
    (said,) = (each.value for each in app.caption if "always" in each.value)
    assert said.endswith("is right in 90.0%.")


def test_more_others_than_there_are_are_refused_in_a_sentence(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    app.session_state["session"].set_data(DataChoice(dataset="digits", task="one-against-rest", target=0))
    app.run()
    labels = load_local("digits").y_train
    own, rest = int(np.count_nonzero(labels == 0)), int(np.count_nonzero(labels != 0))
    others(app).set_value(9_999).run()
    assert others(app).value == own
    assert f":red[:material/error:] 9,999 is not taken, {own} stays: it can be from 1 to {rest:,}." in [
        each.value for each in app.caption
    ]
    assert app.session_state["session"].experiment.data.others == 0
