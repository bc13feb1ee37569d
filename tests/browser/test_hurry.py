"""People who click faster than the app answers lose nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import go_to

pytestmark = pytest.mark.browser

# Milliseconds between an edit and the click on another page: before, at and after the answer, and when the sidebar follows.
MOMENTS = (0, 50, 150, 300, 350, 400, 450, 500, 600)


def test_a_change_of_page_right_after_an_edit_is_never_lost(page: Page, app: App) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    total = page.locator(".network-editor .params")
    for moment in MOMENTS:
        expect(total).to_be_visible()
        page.locator(".table .name").first.click()
        slider = page.locator('.panel input[type=range][data-field="filters"]').first
        slider.focus()
        slider.press("ArrowRight" if moment % 100 else "ArrowLeft")
        page.wait_for_timeout(moment)
        go_to(page, "Train")
        go_to(page, "Build")
    assert not faults
    assert "Traceback" not in app.said()
