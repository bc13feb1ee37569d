"""People who click faster than the app answers lose nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import go_to, use_small_run, wait_ready

pytestmark = pytest.mark.browser

# Milliseconds between an edit and the click on another page: before, at and after the answer, and when the sidebar follows.
MOMENTS = (0, 50, 150, 300, 350, 400, 450, 500, 600)


def test_a_change_of_page_right_after_an_edit_is_never_lost(page: Page) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    total = page.locator(".bench .params")
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


def test_many_clicks_on_train_make_one_run(page: Page, app: App) -> None:
    def runs() -> set[str]:
        return {folder.parent.name for folder in (app.home / "runs").glob("*/run.json")}

    use_small_run(page)
    wait_ready(page)
    before = runs()
    button = page.get_by_test_id("stSidebar").get_by_role("button", name="Train")
    button.evaluate("(each) => [0, 40, 80, 120, 160, 200].forEach((moment) => setTimeout(() => each.click(), moment))")
    expect(page.get_by_test_id("stMain").get_by_text("Finished 1 epoch")).to_be_visible(timeout=120_000)
    assert len(runs() - before) == 1
