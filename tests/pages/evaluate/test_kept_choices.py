"""What was chosen on Evaluate is still so when somebody comes back from another page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput, Selectbox

from cnn_core.figures.confusion import confusion_figure
from cnn_core.runs import PRETRAINED
from pages.widgets.evaluate.confusion import CHOSEN_CELL, FRAMED
from pages.widgets.state.fields import KEPT

TABS = ["Matrix", "Classes", "Mistakes", "Network"]


def away_and_back(app: AppTest) -> AppTest:
    app.switch_page("pages/build.py").run()
    return app.switch_page("pages/evaluate.py").run()


def control(app: AppTest, option: str) -> object:
    return next(each for each in app.button_group if option in each.options)


def opened(app: AppTest) -> str:
    (container,) = app.get("tab_container")
    return TABS[container.proto.tab_container.default_tab_index]


def test_percent_the_gallery_and_its_decimals_are_kept(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    control(app, "percent").set_value("percent").run()  # type: ignore[attr-defined]
    control(app, "4x6").set_value("4x6").run()  # type: ignore[attr-defined]
    next(each for each in app.slider if each.label == "Decimal places").set_value(7).run()
    away_and_back(app)
    assert not app.exception
    assert control(app, "percent").value == "percent"  # type: ignore[attr-defined]
    assert control(app, "4x6").value == "4x6"  # type: ignore[attr-defined]
    assert next(each for each in app.slider if each.label == "Decimal places").value == 7


def test_wrong_or_right_images_are_chosen_by_words_that_stay_while_epochs_play(visit: Callable[..., AppTest]) -> None:
    """A browser knows what is chosen by its words: with the number of images in them it lost the choice, and that was kept as none."""
    app = visit(page="evaluate")
    shown = app.segmented_control(key="samples show")
    assert (shown.options, shown.value) == (["Wrong", "Right"], "wrong")
    assert "32 wrong, 1,968 right" in [each.value for each in app.caption]
    app.session_state[KEPT] = {**app.session_state[KEPT], "samples show": None}
    app.run()
    assert control(app, "Wrong").value == "wrong"  # type: ignore[attr-defined]


def test_a_page_of_mistakes_that_there_is_not_is_refused_in_a_sentence_and_the_one_that_was_open_is_kept(
    visit: Callable[..., AppTest],
) -> None:
    app = visit(page="evaluate")

    def number() -> NumberInput:
        return next(each for each in app.number_input if each.label == "Page (of 2)")

    number().set_value(2).run()
    number().set_value(3).run()
    assert not app.exception
    assert any("3 is not taken, 2 stays: it can be from 1 to 2." in each.value for each in app.caption)
    assert number().value == 2
    away_and_back(app)
    assert number().value == 2


def test_a_browser_that_lost_what_was_chosen_shows_the_default_again(visit: Callable[..., AppTest]) -> None:
    """Each click on the page ended in an error until it was loaded anew."""
    app = visit(page="evaluate")
    for option, default in (("4x6", "3x8"), ("percent", "counts")):
        control(app, option).set_value(None).run()  # type: ignore[attr-defined]
        assert not app.exception
        assert not app.error
        assert control(app, option).value == default  # type: ignore[attr-defined]


def test_the_tab_stays_open_over_a_message_above_it_and_over_other_pages(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    app.query_params["tab"] = "Classes"
    app.run()
    assert opened(app) == "Classes"
    app.session_state["refused"] = "This is no file of Keras."
    app.run()
    assert app.error
    assert opened(app) == "Classes"
    assert opened(away_and_back(app)) == "Classes"
    assert "tab" not in app.query_params


def test_the_chosen_cell_is_kept_for_its_run_and_framed_again(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    app.session_state[CHOSEN_CELL] = (PRETRAINED, (3, 3))
    away_and_back(app)
    assert not app.exception
    assert any(each.value.startswith("3, read correctly") for each in app.header)
    app.session_state[CHOSEN_CELL] = ("another-run", (4, 4))
    away_and_back(app)
    assert not any(each.value.startswith("4, read correctly") for each in app.header)


def test_a_cell_is_chosen_by_its_classes_which_the_keyboard_reaches(visit: Callable[..., AppTest]) -> None:
    """A click in the figure was the only way."""
    app = visit(page="evaluate")

    def box(label: str) -> Selectbox:
        return next(each for each in app.selectbox if each.label == label)

    box("True class").set_value(4).run()
    box("Predicted class").set_value(9).run()
    assert not app.exception
    assert any(each.value.startswith("4 read as 9") for each in app.header)
    assert app.session_state[FRAMED] == (4, 9)
    app.session_state[CHOSEN_CELL] = (PRETRAINED, (3, 3))  # as a click does
    app.run()
    assert (box("True class").value, box("Predicted class").value) == (3, 3)


@pytest.mark.parametrize(("framed", "points"), [((1, 0), (2,)), (None, None)])
def test_a_framed_cell_is_chosen_in_the_figure(framed: tuple[int, int] | None, points: tuple[int, ...] | None) -> None:
    figure = confusion_figure([[5, 1], [2, 7]], ("a", "b"), framed=framed)
    assert figure.data[-1].selectedpoints == points
    if points:
        assert (figure.data[-1].y[points[0]], figure.data[-1].x[points[0]]) == framed
