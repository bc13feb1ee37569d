"""Numbers that are typed: a field that was emptied shows its number again, and the help says what fits."""

from __future__ import annotations

from collections.abc import Callable

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
