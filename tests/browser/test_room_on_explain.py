"""What Explain shows has the room of its screen: before an audience it begins near the top, and no line of text goes across a wide page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import settled, wait_ready

pytestmark = pytest.mark.browser

WIDEST_TEXT = """() => Math.max(...[...document.querySelectorAll('[data-testid="stMain"] [data-testid="stCaptionContainer"] p')].map((p) => {
  const range = document.createRange();
  range.selectNodeContents(p);
  return Math.max(...[...range.getClientRects()].map((line) => line.width));
}))"""


def opened(page: Page, app: App, part: str) -> None:
    page.goto(f"{app.url}/explain")
    page.get_by_test_id("stMain").get_by_text(part, exact=True).click()
    settled(page, 1_000)


def test_before_an_audience_the_picture_begins_in_the_upper_third(page: Page, app: App) -> None:
    """Five rows of controls stood above it, more than half of the screen."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{app.url}/explain")
    expect(page.locator(".microscope")).to_be_visible()
    page.keyboard.press("Alt+p")
    expect(page.get_by_role("button", name="Leave presentation")).to_be_visible()
    settled(page)
    microscope = page.locator(".microscope").bounding_box()
    assert microscope
    assert microscope["y"] < 0.35 * 1080


def test_the_ways_to_the_images_before_and_after_stand_in_one_line(page: Page, app: App) -> None:
    """On a tablet the first stood at the end of a line and the second alone in the next."""
    page.goto(f"{app.url}/explain")
    expect(page.locator(".microscope")).to_be_visible()
    for width, height in ((390, 844), (720, 1024), (810, 1080), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        before, after = (
            page.get_by_test_id("stMain").get_by_role("button", name=name).bounding_box() for name in ("Previous", "Next")
        )
        assert before
        assert after
        assert before["y"] == after["y"], width
        assert 0 < after["x"] - before["x"] - before["width"] < 20, width


def test_a_wide_screen_shows_the_whole_map_three_parts_of_the_filters_and_maps_above_their_words(page: Page, app: App) -> None:
    wait_ready(page)
    page.set_viewport_size({"width": 1920, "height": 1080})
    opened(page, app, "Map of images")
    expect(page.locator(".image-map canvas")).to_be_visible(timeout=30_000)
    settled(page)
    plane = page.locator(".image-map .field").bounding_box()
    assert plane
    assert plane["height"] >= 400
    assert plane["y"] + plane["height"] <= 1080

    opened(page, app, "Filters")
    heads = [page.get_by_role("heading", name=name).bounding_box() for name in ("Kernels", "What excites", "Change a filter")]
    kernels = page.locator('[class*="st-key-sheet-kernels"] img').bounding_box()
    assert all(heads)
    assert kernels
    lefts = [head["x"] for head in heads if head]
    assert lefts == sorted(set(lefts))
    assert 0 < lefts[1] - kernels["x"] - kernels["width"] < 80
    assert page.evaluate(WIDEST_TEXT) < 760

    opened(page, app, "Why this answer")
    sheets = page.locator('[class*="st-key-sheet-why"] img')
    expect(sheets).to_have_count(3, timeout=60_000)
    settled(page)
    boxes = [sheets.nth(k).bounding_box() for k in range(3)]
    words = [
        page.get_by_text(name).last.bounding_box()
        for name in ("Each square is covered", "The feature maps of the last", "Each pixel times")
    ]
    for box, text in zip(boxes, words, strict=True):
        assert box
        assert text
        assert box["width"] >= 300
        assert abs(text["x"] - box["x"]) < 12
        assert text["y"] > box["y"] + box["height"]
    assert page.evaluate(WIDEST_TEXT) < 760
