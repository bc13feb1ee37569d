"""The switch for a projector holds on every page of a tab until it is switched off."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

PAGES = ("data", "build", "train", "evaluate", "draw", "compare", "learn")


def names(app: AppTest) -> list[str]:
    return [each.label for each in app.button if "resent" in each.label]


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click()
    return app.run()


def styles(app: AppTest) -> bool:
    return any("stSidebar" in str(each.proto) for each in app.get("html"))


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
