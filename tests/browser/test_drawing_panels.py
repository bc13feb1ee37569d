"""The steps of the centring, feature maps and neighbours follow a drawing, which joins one's own test set."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import draw_seven, go_to, set_epochs, train, use_small_run, wait_ready

pytestmark = pytest.mark.browser


def test_a_drawing_is_looked_into_and_kept(page: Page, app: App) -> None:
    wait_ready(page)
    go_to(page, "Draw")
    for name in ("The steps", "Feature maps", "Where it looks", "Nearest training images", "A second network"):
        page.get_by_role("button", name=name).click()
    pad = page.get_by_test_id("stMain").locator("canvas.pad")
    pad.click()  # a dot, which the network reads as one
    assert pad.evaluate("e => [...e.getContext('2d').getImageData(e.width / 2, e.height / 2, 1, 1).data]") == [255, 255, 255, 255]
    page.get_by_role("button", name="Undo stroke").click()
    draw_seven(page)
    expect(page.get_by_alt_text("steps of the centring")).to_be_visible()
    expect(page.get_by_alt_text("outputs of layers")).to_be_visible()
    expect(page.get_by_alt_text(re.compile("where the network looks: for 7"))).to_be_visible()
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
    expect(page.get_by_text("1 of 1 are read correctly")).to_be_visible()
    kept = [json.loads(file.read_text()) for file in (app.home / "drawings").glob("*.json")]
    assert [[each["name"] for each in drawings] for drawings in kept] == [["7"]]

    go_to(page, "Evaluate")
    page.get_by_role("tab", name="Mistakes").click()
    expect(page.get_by_text("Your own test set: 1 drawing")).to_be_visible()


FOLLOW = """() => {
  const deep = (root) => root.querySelector('canvas.pad') ?? [...root.querySelectorAll('*')].map((e) => e.shadowRoot && deep(e.shadowRoot)).find(Boolean);
  const look = () => {
    const pad = deep(document.querySelector('[data-testid=stSidebar]'));
    if (pad) tops.add(Math.round(pad.getBoundingClientRect().top));
    requestAnimationFrame(look);
  };
  window.tops = new Set();
  look();
}"""


def test_the_pad_stays_where_it_is_over_three_trainings_and_cuts_no_stroke(page: Page) -> None:
    wait_ready(page)
    use_small_run(page)
    set_epochs(page, 2)
    sidebar = page.get_by_test_id("stSidebar")
    draw_seven(page, "stSidebar")
    page.wait_for_timeout(500)
    page.evaluate(FOLLOW)
    pad = sidebar.locator("canvas.pad").bounding_box()
    assert pad is not None
    for number in range(3):
        train(page)
        expect(sidebar.get_by_role("button", name="Training")).to_be_visible()
        expect(sidebar.get_by_text(re.compile("until the first epoch is done|after epoch"))).to_be_visible()
        if number == 1:
            page.mouse.move(pad["x"] + 20, pad["y"] + 20)
            page.mouse.down()
        expect(sidebar.get_by_role("button", name=re.compile("again"))).to_be_visible(timeout=60_000)
        page.wait_for_timeout(500)
        if number == 1:
            page.mouse.move(pad["x"] + 20, pad["y"] + pad["height"] / 2, steps=10)
            page.mouse.move(pad["x"] - 60, pad["y"] + pad["height"] / 2, steps=10)  # off the pad, and back
            page.mouse.move(pad["x"] + 20, pad["y"] + pad["height"] - 9, steps=10)
            page.mouse.up()
    assert page.evaluate("() => [...tops]") == [round(pad["y"])]

    strokes = page.evaluate("() => JSON.parse(sessionStorage.getItem('cnn-lab drawing')).strokes")
    seven, along, back = strokes
    assert len(along) > 10  # down to the middle and out, after the training that ended under the pen
    assert [x for x, _ in along].count(0) == 1
    assert back[0][0] == 0
    page.reload()
    expect(sidebar.locator(".verdict")).to_have_text(re.compile("Prediction|perhaps"))
    assert page.evaluate("() => JSON.parse(sessionStorage.getItem('cnn-lab drawing')).strokes") == strokes
    assert seven
