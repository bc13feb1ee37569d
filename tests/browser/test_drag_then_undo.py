"""A layer that was dragged has the keyboard, which takes the step back; maps that go on below the edge of their window fade out there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_what_was_dragged_is_taken_back_with_the_keyboard(page: Page) -> None:
    """The focus was on the page, with a frame round all of it, and Ctrl+Z did nothing."""
    names = page.locator(".table tr[data-id] .name")
    expect(names.nth(3)).to_be_visible()
    before = names.all_inner_texts()
    grips = page.locator(".table tr[data-id] .grip")
    start, end = grips.nth(1).bounding_box(), grips.nth(3).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 4, end["y"] + 14, steps=8)
    page.mouse.up()
    expect(names.nth(1)).not_to_have_text(before[1])
    page.keyboard.press("Control+z")
    expect(names.nth(1)).to_have_text(before[1])
    assert names.all_inner_texts() == before


def test_maps_fade_out_where_they_go_on(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.locator('.picture image[data-seen="2"][href]').click(timeout=90_000)
    maps = page.locator("dialog .maps")
    expect(maps.locator("img")).to_be_visible()
    more = "e => getComputedStyle(e).getPropertyValue('--more')"
    assert maps.evaluate("e => e.scrollHeight > e.clientHeight")
    assert maps.evaluate(more) == "4rem"
    maps.evaluate("e => { e.scrollTop = e.scrollHeight; }")
    page.wait_for_timeout(200)
    assert maps.evaluate(more) == "0px"
    page.keyboard.press("Escape")
