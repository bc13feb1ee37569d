"""What comes and goes has a place of its own. Else all below it would move by one: until the page has been drawn to its end a browser shows
what was there before, too, and the keyboard loses the element that it was at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from tests.pages.data.uploading import give
from tests.uploads.make_uploads import TWO, class_folders, zipped

Visit = Callable[..., AppTest]


def place_of(app: AppTest, name: str) -> tuple[int, ...]:
    """Where on the page the element is that has this label, or that is of this kind."""

    def within(node: Block | Element) -> tuple[int, ...] | None:
        if not isinstance(node, Block):
            return () if name in (node.type, getattr(node, "label", "")) else None
        found = ((place, within(each)) for place, each in node.children.items())
        return next(((place, *rest) for place, rest in found if rest is not None), None)

    place = within(app.main)
    assert place is not None, name
    return place


def test_a_page_keeps_its_place_below_the_first_line_and_what_is_refused_or_told(visit: Visit) -> None:
    app = visit(page="explain")
    assert any("New here?" in each.value for each in app.markdown)
    place = place_of(app, "title")
    app.session_state["refused"], app.session_state["notice"] = "This is refused.", "This is told."
    app.run()
    assert [each.value for each in app.error] == ["This is refused."]
    assert place_of(app, "title") == place
    app.session_state["session"].greet()
    app.run()
    assert not any("New here?" in each.value for each in app.markdown)
    assert place_of(app, "title") == place


def test_settings_keep_their_place_below_a_number_that_was_refused(visit: Visit) -> None:
    app = visit(page="train")
    place = place_of(app, "Optimizer")
    next(each for each in app.number_input if each.label == "Epochs").set_value(0).run()
    assert any("is not taken" in each.value for each in app.caption)
    assert place_of(app, "Optimizer") == place


@pytest.mark.parametrize(
    ("typed", "said"), [("rose, rose", "are one class, rose."), ("rose", "2 names are wanted, and 1 is there.")]
)
def test_the_look_of_pictures_keeps_its_place_below_what_is_said_of_the_names(visit: Visit, typed: str, said: str) -> None:
    app = give(visit(page="data"), ("flowers.zip", zipped(class_folders(TWO, count=20))))
    place = place_of(app, "Turn upright")
    next(each for each in app.text_input if each.label == "Names of the classes").set_value(typed).run()
    assert any(said in each.value for each in app.caption)
    assert place_of(app, "Turn upright") == place
