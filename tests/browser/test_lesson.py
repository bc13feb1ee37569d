"""The sliding kernel follows a click and the arrow keys, and a link on the Build page opens what explains a layer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import add_layer, go_to, settled

pytestmark = pytest.mark.browser


def test_a_lesson_is_opened_from_the_network_and_moved(page: Page) -> None:
    page.get_by_test_id("stPageLink").filter(has_text="Sliding kernel").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Learn", exact=True)).to_be_visible()
    page.wait_for_function("location.search === '?topic=kernel'")
    panels = page.locator(".lesson .panels")
    expect(panels).to_have_attribute("aria-label", re.compile("rows 2 to 4 and columns 2 to 4"))

    page.locator('.lesson [data-at="3,3"]').last.click()
    expect(panels).to_have_attribute("aria-label", re.compile("rows 4 to 6 and columns 4 to 6.* = 0 is number 16"))
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    expect(panels).to_have_attribute("aria-label", re.compile("rows 1 to 3 and columns 4 to 6"))
    image = page.locator(".lesson figure").first
    corner, middle = (image.locator("svg g").nth(place).bounding_box() for place in (0, 21))
    assert corner
    assert middle
    page.mouse.move(middle["x"] + 9, middle["y"] + 9)
    page.mouse.down()
    expect(panels).to_have_attribute("aria-label", re.compile("rows 3 to 5 and columns 3 to 5"))
    page.mouse.move(corner["x"] + 9, corner["y"] + 9, steps=6)
    expect(panels).to_have_attribute("aria-label", re.compile("rows 1 to 3 and columns 1 to 3"))
    page.mouse.up()
    page.get_by_role("button", name="Play").click()
    expect(panels).to_have_attribute("aria-label", re.compile("rows 1 to 3 and columns 3 to 5"))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()

    page.get_by_role("button", name="Next: Padding and strides").click()
    expect(panels).to_have_attribute("aria-label", re.compile("gives 4 by 4"))
    page.wait_for_function("location.search === '?topic=sizes'")
    go_to(page, "Data")
    go_to(page, "Learn")
    expect(page.get_by_role("heading", name="Padding and strides")).to_be_visible()


def test_a_network_that_changes_changes_its_links(page: Page) -> None:
    link = page.get_by_test_id("stPageLink").filter(has_text="Batch normalisation")
    expect(page.get_by_test_id("stPageLink").filter(has_text="Sliding kernel")).to_be_visible()
    expect(link).to_have_count(0)
    add_layer(page, "BatchNormalization")
    expect(link).to_have_count(1)
    page.locator(".network-editor [data-do=undo]").click()
    expect(link).to_have_count(0)


def test_on_a_wide_screen_a_lesson_stands_beside_its_words_and_its_slider_above_what_it_moves(page: Page, app: App) -> None:
    """All stood in the left half, and the slider at the right end of the page."""
    page.goto(f"{app.url}/learn?topic=kernel")
    figures = page.locator(".lesson figure")
    expect(figures).to_have_count(4)
    drawn = {}
    for width, height in ((390, 844), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        boxes = [figures.nth(k).bounding_box() for k in (0, 3)]
        slider = page.get_by_test_id("stSlider").bounding_box()
        paragraph = page.get_by_text("A convolution lays a small kernel").bounding_box()
        assert boxes[0]
        assert boxes[1]
        assert slider
        assert paragraph
        drawn[width] = boxes[0]["width"]
        assert abs(slider["x"] - boxes[0]["x"]) <= 8, width
        assert 0 <= boxes[0]["y"] - slider["y"] - slider["height"] <= 160, width
        beside = boxes[0]["x"] > paragraph["x"] + paragraph["width"]
        assert beside == (width == 1920), width
        assert boxes[1]["x"] + boxes[1]["width"] <= width - 16
    assert boxes[1]["x"] + boxes[1]["width"] >= 0.9 * 1920
    expect(page.locator(".lesson .sign.down")).to_have_count(0)
    page.set_viewport_size({"width": 720, "height": 1024})
    expect(page.locator(".lesson .sign.down")).to_have_text("→")  # what it points at stands below
    assert drawn[390] < drawn[1920] <= drawn[1440]
