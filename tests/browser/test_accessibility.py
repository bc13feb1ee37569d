"""Axe, the accessibility checker, finds nothing serious on any page, in light or in dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import App

pytestmark = pytest.mark.browser
PAGES = {
    "Build": "",
    "Data": "data",
    "Train": "train",
    "Evaluate": "evaluate",
    "Draw": "draw",
    "Explain": "explain",
    "Compare": "compare",
    "Learn": "learn",
}


def serious(page: Page) -> list[tuple[str, str]]:
    """Rule and element of everything that axe calls serious or critical."""
    violations = Axe().run(page).response["violations"]
    grave = [each for each in violations if each["impact"] in ("serious", "critical")]
    return [(each["id"], node["html"][:200]) for each in grave for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way(page: Page, app: App, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    found = []
    for title, path in PAGES.items():
        page.goto(f"{app.url}/{path}")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(page.get_by_test_id("stSidebar").get_by_text("parameters")).to_be_visible()
        if title == "Compare":
            page.get_by_text("Vary the network on the desk").click()
            expect(page.get_by_text("What varies")).to_be_visible()
        page.wait_for_timeout(1_000)  # pictures and charts come after the words
        if serious(page):  # what is just being drawn anew is faded, so a fault is one that is there at the second look, too
            page.wait_for_timeout(3_000)
        found += [(title, *each) for each in serious(page)]
    assert found == []


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_can_be_moved_sideways(page: Page, app: App, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for title, path in PAGES.items():
        page.goto(f"{app.url}/{path}")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        page.wait_for_timeout(500)
        for part in ("stAppViewContainer", "stMain"):
            room = page.get_by_test_id(part).evaluate("e => e.scrollWidth - e.clientWidth")
            assert room <= 0, (title, part, room)
