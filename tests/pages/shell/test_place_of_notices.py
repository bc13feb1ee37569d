"""What comes and goes above a page has a place of its own: all below it would move by one, and browsers show what was there before, too,
until the page has been drawn to its end."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element


def titles(node: Block | Element) -> bool:
    return node.type == "title" or (isinstance(node, Block) and any(map(titles, node.children.values())))


def place_of_title(app: AppTest) -> int:
    return next(place for place, node in app.main.children.items() if titles(node))


def test_a_page_keeps_its_place_below_the_first_line_and_what_is_refused_or_told(visit: Callable[..., AppTest]) -> None:
    app = visit(page="explain")
    assert any("New here?" in each.value for each in app.markdown)
    place = place_of_title(app)
    app.session_state["refused"], app.session_state["notice"] = "This is refused.", "This is told."
    app.run()
    assert [each.value for each in app.error] == ["This is refused."]
    assert place_of_title(app) == place
    app.session_state["session"].greet()
    app.run()
    assert not any("New here?" in each.value for each in app.markdown)
    assert place_of_title(app) == place
