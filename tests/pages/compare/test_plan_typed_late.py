"""What is typed right before a plan is begun: on a slow page both reach the server at once, before it has drawn the value."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from pages.widgets.state.laboratory import plans
from tests.pages.compare.test_plan_page import button, chosen, texts


def test_a_value_typed_right_before_the_press_is_the_plan_s(visit: Callable[..., AppTest]) -> None:
    app = chosen(visit(page="compare"), "batch_size", "32,64", 1)
    app.text_input(key="plan values batch_size").set_value("16,128,256")
    app.slider(key="plan seeds").set_value(2)
    button(app, "Train 2 runs").click().run()
    (plan,) = plans().of(app.session_state["owner"])
    assert (plan.vary, plan.seeds) == (("batch_size=16,128,256",), 2)


def test_a_value_that_cannot_work_typed_right_before_the_press_is_said_and_nothing_begins(visit: Callable[..., AppTest]) -> None:
    app = chosen(visit(page="compare"), "batch_size", "32,64", 1)
    app.text_input(key="plan values batch_size").set_value("32,many")
    button(app, "Train 2 runs").click().run()
    assert "batch_size must be a whole number" in texts(app)
    app.text_input(key="plan values batch_size").set_value("32,64").run()
    app.multiselect(key="plan paths").set_value([])
    button(app, "Train 2 runs").click().run()
    assert "Nothing varies any more" in texts(app)
    assert plans().of(app.session_state["owner"]) == []
