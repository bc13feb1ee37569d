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
    next(each for each in app.number_input if each.label == LIMIT).set_value(None).run()
    assert not app.exception
    assert app.session_state["session"].experiment.training.minutes == 9
    assert next(each for each in app.number_input if each.label == LIMIT).value == 9


@pytest.mark.parametrize(
    ("page", "label", "typed", "said"),
    [
        ("train", "Epochs", 100_000, "100,000 is not taken, 6 stays: it can be from 1 to 200."),
        ("train", "Epochs", 0, "0 is not taken, 6 stays: it can be from 1 to 200."),
        ("explain", "Number", 2_000, "2,000 is not taken, 0 stays: it can be from 0 to 1,999."),
    ],
)
def test_a_number_out_of_the_range_is_not_taken_and_a_line_below_says_so(
    visit: Callable[..., AppTest], page: str, label: str, typed: int, said: str
) -> None:
    app = visit(page=page)
    field = next(each for each in app.number_input if each.label == label)
    before, key = field.value, field.key
    assert isinstance(before, int)
    field.set_value(typed).run()
    after = next(each for each in app.number_input if each.label == label)
    assert (after.value, after.key) == (before, key)  # the same field, so that it keeps the focus
    assert [each.value for each in app.caption if "is not taken" in each.value] == [f":red[:material/error:] {said}"]
    assert not any("is not taken" in each.value for each in app.run().caption)
    assert not app.exception
