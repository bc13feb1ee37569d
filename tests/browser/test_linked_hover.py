"""Picture and table of the network speak of the same layer: under the pointer, and when it is chosen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import add_layer

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
    page.locator('.picture g.layer[data-layer="4"] .slot').click()
    expect(page.locator(".panel h2")).to_contain_text("Flatten")
    page.locator('.picture image[data-seen="6"][href]').click()
    expect(page.locator(".panel h2")).to_contain_text("Dense")
    expect(page.locator(".network-editor dialog")).to_contain_text("All 64 numbers")
    page.keyboard.press("Escape")
    expect(page.locator(".network-editor dialog")).to_be_hidden()
    expect(page.locator('.table tr[data-layer="6"]')).to_have_class(re.compile("selected"))
    page.locator('.picture g.layer[data-layer="2"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_contain_text("Conv2D")
    expect(page.locator(".panel .gives img")).to_have_attribute(
        "alt", re.compile("What Conv2D 64 3x3 gives .* 4 of its 64 feature maps")
    )


TOP = "() => document.querySelector('[data-testid=stMain]').scrollTop"
BESIDE = """(menu) => {
  const [left, right] = [menu.getBoundingClientRect().left, menu.getBoundingClientRect().left + menu.clientWidth];
  const boxes = [...menu.querySelectorAll('button')].map((each) => each.getBoundingClientRect());
  return boxes.filter((box) => !box.width || box.left < left || box.right > right).length;
}"""


def test_layers_are_added_moved_and_removed_by_keyboard_and_the_focus_goes_along(page: Page) -> None:
    names = page.locator(".table tbody .name")
    names.first.click()
    top = page.evaluate(TOP)
    page.locator(".bar .adder").click()
    menu = page.locator(".network-editor .menu")
    expect(menu.get_by_role("menuitem", name="Conv2D").first).to_be_focused()
    expect(menu).to_be_in_viewport(ratio=1)
    assert menu.evaluate(BESIDE) == 0
    page.keyboard.press("Escape")
    assert page.evaluate(TOP) == top
    for kind in ("Conv2D", "BatchNormalization", "Dropout"):
        add_layer(page, kind)
    expect(names).to_have_count(11)
    assert [name.split()[0] for name in names.all_inner_texts()[:5]] == ["Conv2D", "Conv2D", "BatchNorm", "Dropout", "MaxPooling"]
    expect(names.nth(3)).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(names.nth(2)).to_have_text("Dropout 0.25")
    expect(names.nth(2)).to_be_focused()
    page.keyboard.press("Delete")
    expect(names).to_have_count(10)
    expect(names.nth(2)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator(".told")).to_have_text("Undone: Dropout 0.25 taken out (Build)")
    expect(names).to_have_count(11)
    names.nth(4).click()
    names.nth(2).focus()  # as Tab does: another layer is chosen
    page.keyboard.press("Delete")
    expect(names.filter(has_text="Dropout 0.25")).to_have_count(0)
    expect(names).to_have_count(10)
    page.keyboard.press("Control+z")
    expect(names).to_have_count(11)
    grip, goal = page.locator(".table .grip").first.bounding_box(), page.locator(".table tbody tr").nth(4).bounding_box()
    assert grip
    assert goal
    page.mouse.move(grip["x"] + 4, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 4, goal["y"] + goal["height"] - 4, steps=4)
    page.mouse.up()
    expect(names.nth(4)).to_have_text("Conv2D 32 3x3")


def test_an_error_that_an_edit_brings_is_seen_below_the_picture_that_stays(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    page.locator(".table tbody .name").nth(4).click()  # Flatten, behind which no image is left
    page.locator('.table tr[data-layer="7"] .name').scroll_into_view_if_needed()
    row = page.locator('.table tr[data-layer="4"]')
    row.hover()
    row.locator(".plus").click()
    page.locator('.network-editor .menu [data-kind="Conv2D"]').click()
    error = page.locator(".issue.error")
    expect(error).to_be_in_viewport(ratio=1)
    card, seen = page.locator(".network-editor .card").bounding_box(), error.bounding_box()
    assert card
    assert seen
    assert seen["y"] >= card["y"] + card["height"]
