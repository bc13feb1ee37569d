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
    "Compare": "compare",
    "Learn": "learn",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way(page: Page, app: App, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    found = []
    for title, path in PAGES.items():
        page.goto(f"{app.url}/{path}")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(page.get_by_test_id("stSidebar").get_by_text("parameters")).to_be_visible()
        page.wait_for_timeout(1_000)  # pictures and charts come after the words
        for each in Axe().run(page).response["violations"]:
            if each["impact"] in ("serious", "critical"):
                found += [(title, each["id"], node["html"][:200]) for node in each["nodes"]]
    assert found == []
