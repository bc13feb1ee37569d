"""One image on its way through the network: it follows edits, however long that takes, and drawings, and stays what was chosen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import add_layer, draw_seven, go_to, wait_ready

pytestmark = pytest.mark.browser


def test_the_pictures_of_a_deep_network_come_although_they_take_long(page: Page) -> None:
    wait_ready(page)
    for _ in range(16):
        add_layer(page, "BatchNormalization")
        page.wait_for_timeout(60)
    expect(page.locator(".table")).to_contain_text("16 times")
    expect(page.locator(".said")).to_contain_text(re.compile(r"Outputs for this \d with random weights, before any training"))
    expect(page.locator(".network-editor")).not_to_have_class(re.compile("stale"))
    places = page.locator(".picture image.seen")
    assert places.count() > 4
    assert all(
        address.startswith("data:image/png")
        for address in places.evaluate_all("all => all.map((e) => e.getAttribute('href') ?? '')")
    )


def test_a_drawing_goes_through_the_network_until_another_image_is_wanted(page: Page) -> None:
    wait_ready(page)
    said = page.locator(".said")
    expect(said).to_contain_text("for this 1.")
    draw_seven(page, "stSidebar")
    expect(said).to_contain_text(re.compile(r"predicts 7 \(\d+\.\d%\) for your drawing"))
    expect(page.locator(".picture [data-class].best")).to_have_text("7")
    page.get_by_role("button", name="Another image").click()
    expect(said).to_contain_text(re.compile(r"for this \d\."))
    go_to(page, "Draw")
    expect(page.get_by_test_id("stMain").locator(".verdict")).to_have_text("Prediction: 7")
    go_to(page, "Build")
    expect(page.get_by_test_id("stSidebar").locator(".verdict")).to_have_text("Prediction: 7")
    expect(said).to_contain_text(re.compile(r"for this \d\."))
