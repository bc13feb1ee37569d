"""Picture and table of the network speak of the same layer: under the pointer, and when it is chosen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OPACITY = "e => Number(getComputedStyle(e).fillOpacity) * (getComputedStyle(e).fill === 'rgba(0, 0, 0, 0)' ? 0 : 1)"


def test_a_row_lights_its_block_and_a_block_its_row(page: Page) -> None:
    slot = page.locator('.picture g.layer[data-layer="2"] .slot')
    row = page.locator('.table tr[data-layer="2"]')
    expect(row).to_be_visible()
    assert slot.evaluate(OPACITY) == 0
    row.hover()
    expect(page.locator('.picture g.layer[data-layer="2"]')).to_have_class("layer hot")
    assert slot.evaluate(OPACITY) > 0
    plain = row.evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator('.picture g.layer[data-layer="5"] .slot').hover()
    expect(page.locator('.table tr[data-layer="5"]')).to_have_css("background-color", plain)
    assert slot.evaluate(OPACITY) == 0


def test_a_click_on_a_block_or_on_what_it_gives_opens_the_layer(page: Page) -> None:
    for place, kind in (('g.layer[data-layer="4"] .slot', "Flatten"), ('image[data-seen="6"]', "Dense")):
        page.locator(f".picture {place}").click()
        expect(page.locator(".panel h3")).to_contain_text(kind)
    expect(page.locator('.table tr[data-layer="6"]')).to_have_class(re.compile("selected"))
    page.locator('.picture g.layer[data-layer="2"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel h3")).to_contain_text("Conv2D")
    expect(page.locator(".panel .gives img")).to_have_attribute(
        "alt", re.compile("What Conv2D 64 3x3 gives .* 4 of its 64 feature maps")
    )
