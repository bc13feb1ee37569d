"""Numbers that are typed: a field that was emptied shows its number again, and one that is out of the range is refused in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

LIMIT = "Time limit (minutes)"


def test_an_emptied_field_changes_nothing_and_shows_its_number_again(visit: Callable[..., AppTest]) -> None:
    app = visit(page="train")
    field = next(each for each in app.number_input if each.label == LIMIT)
    assert field.help.endswith(" From 0 to 600.")
    field.set_value(9).run()
    assert app.session_state["session"].experiment.training.minutes == 9
    before = next(each for each in app.number_input if each.label == LIMIT)
    key = before.key
    before.set_value(None).run()
    assert not app.exception
    assert next(each for each in app.number_input if each.label == LIMIT).key == key  # the same field, so that it keeps the focus
    assert app.session_state["session"].experiment.training.minutes == 9
    assert next(each for each in app.number_input if each.label == LIMIT).value == 9


@pytest.mark.parametrize(
    ("page", "label", "typed", "said"),
    [
        ("train", "Epochs", 100_000, "100,000 is not taken, 6 stays: it can be from 1 to 200."),
        ("train", "Epochs", 0, "0 is not taken, 6 stays: it can be from 1 to 200."),
        ("train", "Epochs", 2.7, "2.7 is not taken, 6 stays: it can be a whole number from 1 to 200."),
        ("train", LIMIT, 0.001, "0.001 is not taken, 0 stays: it can be a whole number from 0 to 600."),
        ("explain", "Number", 2_000, "2,000 is not taken, 0 stays: it can be from 0 to 1,999."),
    ],
)
def test_a_number_out_of_the_range_is_not_taken_and_a_line_below_says_so(
    visit: Callable[..., AppTest], page: str, label: str, typed: float, said: str
) -> None:
    app = visit(page=page)
    field = next(each for each in app.number_input if each.label == label)
    before, key = field.value, field.key
    assert field.step % 1 == 0
    assert not isinstance(field.step, int)  # else the browser cuts off the fraction, and nobody is told
    field.set_value(typed).run()
    after = next(each for each in app.number_input if each.label == label)
    assert (after.value, after.key) == (before, key)  # the same field, so that it keeps the focus
    assert [each.value for each in app.caption if "is not taken" in each.value] == [f":red[:material/error:] {said}"]
    assert not any("is not taken" in each.value for each in app.run().caption)
    assert not app.exception


def _with_a_run_by_itself() -> None:
    import streamlit as st

    from pages.widgets.state.fields import kept_number
    from pages.widgets.state.requests import run_by_itself

    kept_number("Epochs", 1, 200, "epochs", 6)
    if st.session_state.pop("by itself", False):  # as when the machine was measured, or a training has ended
        run_by_itself()


def test_what_is_said_of_a_number_stays_when_the_page_is_drawn_by_itself() -> None:
    app = AppTest.from_function(_with_a_run_by_itself).run()
    app.session_state["by itself"] = True
    app.number_input[0].set_value(0).run()
    assert [each.value for each in app.caption] == [":red[:material/error:] 0 is not taken, 6 stays: it can be from 1 to 200."]
    assert not app.run().caption
