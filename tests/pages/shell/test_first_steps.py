"""The line for the first minute."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.runs import PRETRAINED


def greets(app: AppTest) -> bool:
    return any("New here?" in each.value for each in app.markdown)


def test_it_is_put_away_for_good(visit: Callable[..., AppTest]) -> None:
    app = visit()
    assert greets(app)
    next(each for each in app.button if each.label == "Got it").click().run()
    assert not greets(app)
    assert not greets(visit(page="train"))
    assert greets(visit("ben-" + "x" * 24))


def test_whoever_trains_needs_it_no_longer_once_another_page_is_opened(visit: Callable[..., AppTest]) -> None:
    """Where the training began it stays, so that no button moves under the pointer that pressed it."""
    app = visit(page="train")
    app.button(key="train").click().run()
    assert greets(app)
    assert greets(app.run())
    assert not greets(app.switch_page("pages/evaluate.py").run())
    assert not greets(visit(page="train"))


def test_it_is_put_away_where_a_training_began_too(visit: Callable[..., AppTest]) -> None:
    app = visit(page="train")
    app.button(key="train").click().run()
    next(each for each in app.button if each.label == "Got it").click().run()
    assert not greets(app)


def test_it_does_not_come_back_with_the_network_of_the_app(visit: Callable[..., AppTest]) -> None:
    app = visit()
    app.button(key="sidebar-train").click().run()
    app.switch_page("pages/evaluate.py").run()
    app.session_state["session"].show_run(PRETRAINED)
    assert not greets(app.run())
