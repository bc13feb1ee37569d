"""The switch for a projector holds on every page of a tab until it is switched off."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.shell.frame import ASSETS
from tests.figures.contrast import contrast
from tests.pages.conftest import ROOT

PAGES = ("data", "build", "train", "evaluate", "draw", "compare", "learn")


def names(app: AppTest) -> list[str]:
    return [each.label for each in app.button if "resent" in each.label]


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click()
    return app.run()


def styles(app: AppTest) -> bool:
    return any("--lab-presenting: 1" in str(each.proto) for each in app.get("html"))


def test_it_is_kept_from_page_to_page_and_each_page_has_the_way_back(visit: Callable[..., AppTest]) -> None:
    app = visit()
    assert names(app) == ["Present"]
    assert not styles(app)
    press(app, "Present")
    for page in PAGES:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert names(app) == ["Leave presentation"]
        assert styles(app)
    press(app, "Leave presentation")
    assert names(app) == ["Present"]
    assert not styles(app)


def test_one_tab_presents_and_another_of_the_same_browser_does_not(visit: Callable[..., AppTest]) -> None:
    press(visit(), "Present")
    assert names(visit()) == ["Present"]


def test_both_ways_have_the_same_keys(visit: Callable[..., AppTest]) -> None:
    app = visit()
    first = next(each for each in app.button if each.label == "Present").proto.shortcut
    press(app, "Present")
    second = next(each for each in app.button if each.label == "Leave presentation").proto.shortcut
    assert first == second != ""


def test_before_an_audience_pictures_are_drawn_twice_as_large() -> None:
    def page() -> None:
        import io

        import numpy as np
        import streamlit as st
        from PIL import Image

        from pages.widgets.state.datasets import drawn_sheet

        drawn = drawn_sheet(np.zeros((3, 28, 28, 1), np.uint8), ["0", "1", "2"], 3, 84)
        st.session_state["size"] = Image.open(io.BytesIO(drawn)).size

    app = AppTest.from_function(page).run()
    width, height = app.session_state["size"]
    app.session_state["presenting"] = True
    assert app.run().session_state["size"] == (2 * width, 2 * height)


def test_before_an_audience_no_project_is_saved_or_opened(visit: Callable[..., AppTest]) -> None:
    app = visit(page="compare")
    offered = [each.label for each in app.expander]
    assert "Your whole project as one file" in offered
    app.session_state["presenting"] = True
    assert set(offered) - {each.label for each in app.run().expander} == {"Your whole project as one file"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keys_on_its_button_are_read_on_the_sidebar(scheme: str) -> None:
    """A contrast of 4.5 to 1 is the least; Streamlit's own opacity of 0.6 gave 4.1 in light."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][scheme]
    (opacity,) = re.findall(r"kbd \{ opacity: ([.\d]+); \}", (ASSETS / "style.css").read_text(encoding="utf-8"))
    assert contrast(theme["textColor"], theme["secondaryBackgroundColor"], float(opacity)) >= 4.5
