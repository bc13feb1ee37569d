"""What a page is about begins on the first screen of a telephone, and the bars of Draw stand beside the pad on a tablet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import settled

pytestmark = pytest.mark.browser


def test_matrix_image_and_pad_begin_on_the_first_screen(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    main = page.get_by_test_id("stMain")
    for name, what, most in (
        ("evaluate", page.locator(".st-key-matrix-figure .js-plotly-plot:visible"), 560),
        ("explain", main.locator(".sheet canvas").first, 680),
        ("draw", main.locator("canvas.pad"), 480),
    ):
        page.goto(f"{app.url}/{name}")
        expect(what).to_be_visible(timeout=60_000)
        settled(page)
        box = what.bounding_box()
        assert box is not None
        assert box["y"] <= most, name
    page.set_viewport_size({"width": 810, "height": 1080})
    bars = main.locator(".bars")
    page.reload()
    expect(main.locator(".name", has_text="9")).to_be_visible(timeout=60_000)
    settled(page)
    box = bars.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 1080
