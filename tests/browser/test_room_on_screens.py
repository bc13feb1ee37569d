"""What a page is about has the room of its screen: at a projector the whole matrix, the curves down to their epochs and the pad with its
buttons, at a desk the actions of a run in one line."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from tests.browser.conftest import App
from tests.browser.hands import add_layer, go_to, set_epochs, settled, train, use_small_run, wait_ready

pytestmark = pytest.mark.browser
ROW = '.st-key-run-row [data-testid^="stBaseButton"], .st-key-run-row [data-testid="stPopoverButton"], .st-key-run-row [role="combobox"]'
BUTTONS = '.st-key-run-row [data-testid^="stBaseButton"], .st-key-run-row [data-testid="stPopoverButton"]'


def on_evaluate(page: Page, app: App) -> None:
    page.goto(f"{app.url}/evaluate")
    expect(page.locator(".st-key-matrix-figure .js-plotly-plot:visible")).to_be_visible()
    settled(page)


def test_a_projector_shows_the_whole_matrix_as_large_as_it_has_room_for(page: Page, app: App) -> None:
    on_evaluate(page, app)
    page.keyboard.press("Alt+p")
    expect(page.get_by_role("button", name="Leave presentation")).to_be_visible()
    sides = []
    for width, height in ((1024, 768), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page, 1_500)
        title = page.locator(".st-key-matrix-figure .xtitle:visible").bounding_box()
        cells = page.locator(".st-key-matrix-figure .heatmaplayer:visible").first.bounding_box()
        assert title is not None
        assert cells is not None
        assert title["y"] + title["height"] <= height, (width, title)
        sides.append(round(cells["width"]))
    assert sides[1] >= 440
    assert sides[2] >= 1.25 * sides[1]
    go_to(page, "Train")
    help_icon = page.get_by_role("button", name="Help for Epochs").locator("svg")
    expect(help_icon).to_be_visible()
    page.get_by_role("button", name="Leave presentation").click()
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect(help_icon).to_have_css("width", "15px")


def test_a_projector_shows_the_curves_of_a_training_the_buttons_of_the_pad_and_those_of_a_number(page: Page) -> None:
    wait_ready(page)
    use_small_run(page)
    set_epochs(page, 190)
    train(page)
    expect(page.get_by_test_id("stMain").get_by_text(re.compile(r"^Epoch \d+ of 190"))).to_be_visible()
    page.keyboard.press("Alt+p")
    expect(page.get_by_role("button", name="Leave presentation")).to_be_visible()
    page.set_viewport_size({"width": 1024, "height": 768})
    page.wait_for_function(LOWEST, arg=".st-key-drawings-of-curves .xtitle", timeout=10_000)
    set_epochs(page, 3)
    page.get_by_role("button", name="Train next", exact=True).click()
    expect(page.get_by_test_id("stMain").get_by_text(re.compile("Beside it|Next: "))).to_be_visible()
    for width, height in ((1024, 768), (1280, 720), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(LOWEST, arg=".st-key-drawings-of-curves .xtitle", timeout=10_000)
    go_to(page, "Draw")
    for width, height in ((1024, 768), (1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        clear = page.get_by_role("button", name="Clear")
        expect(clear).to_be_in_viewport(ratio=1)
        box = page.locator("canvas.pad").bounding_box()
        assert box is not None
        assert box["width"] > 300, width
    go_to(page, "Explain")
    expect(page.get_by_role("spinbutton", name="Number")).to_be_visible()
    expect(page.get_by_test_id("stNumberInputStepUp")).to_be_visible()
    go_to(page, "Train")
    with suppress(TimeoutError):  # the long training may have ended by itself; the short one does
        page.get_by_role("button", name="Stop").click(timeout=2_000)
    page.keyboard.press("Alt+p")


LOWEST = (
    "(name) => { const e = document.querySelector(name); return e && e.getBoundingClientRect().bottom <= window.innerHeight; }"
)


def test_what_can_be_done_with_a_run_stands_in_one_line_with_it(page: Page, app: App) -> None:
    on_evaluate(page, app)
    for width in (1024, 1280, 1440, 1600, 1920):
        page.set_viewport_size({"width": width, "height": 1000})
        settled(page)
        boxes = [box for each in page.locator(ROW).all() if (box := each.bounding_box())]
        middles = {round(box["y"] + box["height"] / 2) for box in boxes}
        assert len(boxes) == 7, width
        assert max(middles) - min(middles) < 10, (width, middles)
    page.set_viewport_size({"width": 1280, "height": 720})
    settled(page)
    words = page.locator(BUTTONS).filter(visible=True).locator("p")
    assert words.all_inner_texts() == TABLET_WORDS
    boxes = [box for each in words.all() if (box := each.bounding_box())]
    assert all(min(box["width"], box["height"]) > 10 for box in boxes)


def test_labels_of_fields_in_one_row_stand_in_one_line(page: Page, app: App) -> None:
    on_evaluate(page, app)
    page.get_by_role("tab", name="Mistakes").click()
    shown = page.get_by_role("tabpanel", name="Mistakes").get_by_test_id("stWidgetLabel")
    labels = [shown.filter(has_text=re.compile(each)) for each in ("^Show$", "^Page")]
    expect(labels[1]).to_be_visible()
    assert len({box["y"] for each in labels if (box := each.bounding_box())}) == 1


def test_what_a_button_opens_is_not_covered_by_what_it_says_of_itself(page: Page, app: App) -> None:
    on_evaluate(page, app)
    button = page.locator(BUTTONS).filter(visible=True, has_text="Load a network")
    button.hover()
    words = page.get_by_test_id("stTooltipContent")
    expect(words).to_be_visible()
    button.click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    expect(words.filter(visible=True)).to_have_count(0)


def test_a_low_screen_shows_training_images_below_all_datasets(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{app.url}/data")
    expect(page.locator(".st-key-sheet-training img")).to_be_in_viewport(
        ratio=0.2
    )  # a whole row of four, also below the first steps


TABLET_WORDS = ["Load a network", "Open on the desk", "Save this network", "Report", "Reuse its layers", "Delete"]


def test_a_tablet_has_words_for_what_it_cannot_hover_over_and_handles_for_a_finger(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport={"width": 810, "height": 1080}, has_touch=True, is_mobile=True)
    page = context.new_page()
    on_evaluate(page, app)
    names = page.get_by_test_id("stTopNavLink")
    assert [each.get_attribute("aria-current") for each in names.all() if each.is_visible()].count("page") == 1
    shown = [box["x"] for each in names.all() if (box := each.bounding_box())]
    assert len(shown) == 8
    assert shown == sorted(shown)  # those left out lie on top of each other
    buttons = page.locator(BUTTONS).filter(visible=True)  # Streamlit keeps a second one of each for telephones
    words = buttons.locator("p")
    assert words.all_inner_texts() == TABLET_WORDS
    boxes = [box for each in words.all() if (box := each.bounding_box())]
    assert all(min(box["width"], box["height"]) > 10 for box in boxes)
    tops = {box["y"] for each in buttons.all() if (box := each.bounding_box())}
    assert len(tops) == 1
    figures = page.locator('.st-key-test-figures [data-testid="stMetric"]').all()
    rows = {box["y"] for each in figures if (box := each.bounding_box())}
    assert len(rows) == 1  # Wrong stood alone in a second row
    page.goto(f"{app.url}/learn")
    scales = page.get_by_role("radiogroup", name="Scaling").get_by_role("radio")
    expect(scales).to_have_count(3)
    settled(page)
    ends = [(box["y"], box["x"] + box["width"]) for each in scales.all() if (box := each.bounding_box())]
    assert len({top for top, _ in ends}) == 1
    assert max(end for _, end in ends) < 780
    page.goto(app.url)
    layers = page.locator(".table tbody .name")
    expect(layers).to_have_count(8)
    settled(page)
    assert page.locator(".picture").evaluate("e => e.scrollWidth - e.clientWidth") <= 0  # the classes were behind its edge
    page.locator(".table tbody tr").nth(4).scroll_into_view_if_needed()
    grip, goal = page.locator(".table .grip").first.bounding_box(), page.locator(".table tbody tr").nth(2).bounding_box()
    assert grip
    assert goal
    assert min(grip["width"], grip["height"]) > 24
    finger, x, y = context.new_cdp_session(page), grip["x"] + 30, grip["y"] + 26
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (0.5, 1):
        there = y + part * (goal["y"] + goal["height"] - 4 - y)
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": there}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(layers.nth(2)).to_have_text("Conv2D 32 3x3")
    context.close()


def test_the_menu_of_a_telephone_lies_over_the_way_to_the_pad_and_is_closed_by_a_reload(page: Page, app: App) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    on_evaluate(page, app)
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_test_id("stSidebarCollapseButton")).to_be_visible()
    expect(page.locator(".st-key-narrow-draw")).to_be_hidden()
    page.reload()
    expect(page.locator(".st-key-narrow-draw")).to_be_visible()
    expect(page.get_by_test_id("stSidebarCollapseButton")).to_have_count(0)


def test_a_phone_says_that_the_picture_of_the_network_goes_on_and_shows_its_end_clearly(page: Page, app: App) -> None:
    """The last layers were faded for good, and nothing but that said that there are more of them."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app.url}/build")
    picture = page.locator(".network-editor .picture")
    expect(picture).to_have_class(re.compile(r"\bwide\b"))
    assert "scroll the picture" in page.locator(".network-editor .foot").evaluate("e => getComputedStyle(e, '::before').content")
    expect(picture).to_have_css("mask-image", re.compile("gradient"))
    height = page.locator(".network-editor .card").evaluate("e => e.offsetHeight")
    picture.evaluate("e => { e.scrollLeft = e.scrollWidth; }")
    expect(picture).to_have_css("mask-image", "none")
    assert page.locator(".network-editor .card").evaluate("e => e.offsetHeight") == height
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(picture).not_to_have_class(re.compile(r"\bwide\b"))


def test_undo_redo_and_add_stay_under_the_pointer_while_the_network_grows_and_stops_fitting(page: Page) -> None:
    """They were below the picture and the advice, whose height follows the network."""
    wait_ready(page)
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        bar, names = page.locator(".network-editor .bar"), page.locator(".network-editor tbody .name")
        page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 0)")
        undo = bar.get_by_role("button", name="Undo")
        before, at, steps = names.count(), undo.bounding_box(), ("Flatten", "MaxPooling2D", "Conv2D")
        for kind in steps:
            add_layer(page, kind)
            expect(page.locator(".issue.error")).not_to_have_count(0)
            settled(page, 700)
            assert undo.bounding_box() == at, (width, kind)
        for _ in steps:
            undo.click()
            settled(page, 700)
            assert undo.bounding_box() == at, width
        expect(names).to_have_count(before)


def test_delete_just_after_duplicate_takes_the_new_layer_out(page: Page) -> None:
    names = page.locator(".network-editor tbody .name")
    expect(names.first).to_be_visible()
    before = names.all_inner_texts()
    page.locator('.panel [data-do="duplicate"]').click()
    expect(names).to_have_count(len(before) + 1)
    page.keyboard.press("Delete")
    expect(names).to_have_text(before)
