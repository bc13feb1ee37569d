"""A teacher's minutes on the Explain page: a number followed to the pixels, where the network looked, and its filters."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import draw_seven, go_to, wait_ready

pytestmark = pytest.mark.browser


def shown_part(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).click()


def title(page: Page) -> Locator:
    return page.locator(".panel > h3")


def test_a_drawing_is_followed_from_the_second_convolution_to_its_pixels_and_back(page: Page) -> None:
    wait_ready(page)
    draw_seven(page, "stSidebar")
    go_to(page, "Explain")
    shown_part(page, "My drawing")
    expect(page.locator(".words")).to_contain_text("Your drawing. Predicted: 7")
    maps = page.locator(".layer").nth(2).locator("canvas.over")
    maps.scroll_into_view_if_needed()
    maps.click(position={"x": 80, "y": 30})
    expect(title(page)).to_contain_text("3. Conv2D 64 3x3, map 1")
    said = page.locator(".panel > p").last.inner_text()
    top, bottom, left, right = (int(number) for number in re.findall(r"\d+", said))
    expect(page.locator(".readout")).to_contain_text(f"depends on {bottom - top + 1}x{right - left + 1} pixels of the image")
    for layer in ("2. MaxPooling 2x2, map", "1. Conv2D 32 3x3, map", "Image, row"):
        page.locator(".panel button.cell").first.click()
        expect(title(page)).to_contain_text(layer)
    expect(page.locator(".trail button")).to_have_count(4)
    expect(page.locator(".panel")).to_contain_text("This is where the trail ends")
    page.locator(".trail button").first.click()
    expect(title(page)).to_contain_text("3. Conv2D 64 3x3, map 1")

    maps.focus()  # the same by keyboard
    for key in ("PageDown", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(title(page)).to_contain_text(re.compile(r"3\. Conv2D 64 3x3, map \d+, row \d+, column \d+"))

    shown_part(page, "Mistakes")
    expect(page.locator(".words")).to_contain_text("Test image")
    expect(title(page)).to_contain_text("3. Conv2D 64 3x3")
    shown_part(page, "Why this answer")
    expect(page.get_by_text("wrongly").first).to_be_visible()
    expect(
        page.get_by_alt_text(re.compile("where the answer .* comes from: Occlusion, Grad-CAM, Gradient x input"))
    ).to_be_visible()
    shown_part(page, "Filters")
    expect(page.get_by_text("Accuracy on")).to_be_visible()
    expect(page.get_by_alt_text(re.compile("test images that excite filter 0"))).to_be_visible()
