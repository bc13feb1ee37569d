"""One person's first lesson, from the first page to a digit read while it is drawn, in a real browser on the real app."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import add_layer, draw_seven, drawn_points, go_to, mend, set_epochs, set_range, train

pytestmark = pytest.mark.browser

TRAINED = 120_000


def test_a_first_lesson(page: Page) -> None:
    # A valid network stands there, with its table.
    total = page.locator(".network-editor .params")
    expect(total).to_have_text("121,930")

    # A slider moves, the table follows.
    page.locator(".table .name").first.click()
    set_range(page, "filters", 64)
    expect(total).not_to_have_text("121,930")
    expect(page.locator(".table tbody tr").first).to_contain_text("3x3x1x")
    page.locator(".network-editor [data-do=undo]").click()
    expect(total).to_have_text("121,930")

    # Pooled away to nothing, and mended with one click.
    rows = page.locator(".table tbody tr")
    for count in (9, 10, 11):
        add_layer(page, "MaxPooling2D")
        expect(rows).to_have_count(count)
    expect(page.locator(".issue.error")).to_contain_text("does not fit")
    expect(page.get_by_test_id("stSidebar").get_by_role("button", name="Train")).to_be_disabled()
    mend(page)

    # It trains, and the curve grows while other pages are looked at.
    go_to(page, "Train")
    set_epochs(page, 30)
    train(page)
    expect(page.get_by_test_id("stMain").get_by_text(re.compile(r"Epoch \d+ of 30"))).to_be_visible(timeout=TRAINED)
    page.wait_for_timeout(1_000)
    some = drawn_points(page, "loss")
    for name in ("Data", "Build", "Evaluate"):
        go_to(page, name)
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    go_to(page, "Train")
    page.wait_for_function("n => document.querySelector('.js-plotly-plot')?.data?.[0].x.length > n", arg=some, timeout=30_000)

    # Stop; then again with fewer epochs, to the end.
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_test_id("stMain").get_by_text(re.compile(r"Stopped (in|after) epoch \d+ of 30"))).to_be_visible(
        timeout=15_000
    )
    page.set_viewport_size({"width": 1000, "height": 700})
    set_epochs(page, 2)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollTop") > 300  # the settings stand below the curves here, and the curves come back
    train(page)
    expect(page.get_by_test_id("stMain").get_by_text(re.compile(r"Finished 2 epochs"))).to_be_visible(timeout=TRAINED)
    assert main.evaluate("e => e.scrollTop") == 0

    # On a tablet the settings stand below the curves, which keep the width.
    page.set_viewport_size({"width": 720, "height": 1000})
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')?.clientWidth > 600")

    # On a narrow screen the sidebar has the names of the pages, and goes out of the way once one is chosen.
    page.set_viewport_size({"width": 390, "height": 900})
    sidebar, opener = page.get_by_test_id("stSidebar"), page.get_by_test_id("stExpandSidebarButton")
    opener.click()  # a narrow window closes the sidebar, a moment after it becomes narrow
    sidebar.get_by_role("link", name="Data").click()
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()
    expect(opener).to_be_visible()
    page.locator(".st-key-narrow-draw a").click()
    expect(page.get_by_role("heading", name="Draw", exact=True)).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 1000})

    # What it gets wrong: a cell of the matrix shows its images.
    go_to(page, "Evaluate")
    expect(page.get_by_text("Test accuracy")).to_be_visible()
    click_cell(page, true=3, predicted=3)
    expect(page.get_by_test_id("stMain").get_by_text(re.compile(r"3, read correctly: \d+ images"))).to_be_visible()

    # A 7 is read while the stroke goes on.
    go_to(page, "Draw")
    draw_seven(page)


def click_cell(page: Page, true: int, predicted: int) -> None:
    """Clicks into the middle of a cell of the confusion matrix."""
    page.locator(".js-plotly-plot:visible").first.scroll_into_view_if_needed()
    place = page.evaluate(
        """([row, column]) => {
          const plot = [...document.querySelectorAll('.js-plotly-plot')].find(e => e.checkVisibility({ visibilityProperty: true }));
          const { xaxis, yaxis, _size } = plot._fullLayout;
          const box = plot.getBoundingClientRect();
          return [box.left + _size.l + xaxis.c2p(column), box.top + _size.t + yaxis.c2p(row)];
        }""",
        [true, predicted],
    )
    page.mouse.click(*place)
