"""The steps of the centring, feature maps and neighbours follow a drawing, which joins one's own test set."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import draw_seven, go_to, wait_ready

pytestmark = pytest.mark.browser


def test_a_drawing_is_looked_into_and_kept(page: Page, app: App) -> None:
    wait_ready(page)
    go_to(page, "Draw")
    for name in ("The steps", "Feature maps", "Nearest training images", "A second network"):
        page.get_by_role("button", name=name).click()
    draw_seven(page)
    expect(page.get_by_alt_text("steps of the centring")).to_be_visible()
    expect(page.get_by_alt_text("outputs of layers")).to_be_visible()
    expect(page.get_by_text("nearer to a training image than this drawing is")).to_be_visible()
    expect(page.get_by_text("There is no other trained network yet")).to_be_visible()

    certain = page.get_by_test_id("stMain").locator(".verdict").inner_text()
    expect(page.locator("figcaption")).to_contain_text("as in the training images")
    page.get_by_text("Centre of mass to the middle").click()
    expect(page.locator("figcaption")).to_contain_text("after some of the steps")
    page.get_by_text("Centre of mass to the middle").click()
    expect(page.get_by_test_id("stMain").locator(".verdict")).to_have_text(certain)

    expect(page.get_by_role("button", name="Keep this drawing")).to_be_disabled()
    page.get_by_role("combobox", name="True class").click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keep this drawing").click()
    page.get_by_text("Your own test set: 1 drawing").click()
    expect(page.get_by_text("1 of 1 are read rightly")).to_be_visible()
    kept = [json.loads(file.read_text()) for file in (app.home / "drawings").glob("*.json")]
    assert [[each["name"] for each in drawings] for drawings in kept] == [["7"]]

    go_to(page, "Evaluate")
    expect(page.get_by_text("Your own test set: 1 drawing")).to_be_visible()
