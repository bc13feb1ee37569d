"""The curves of a training grow before one's eyes: they do not go out and come again with every epoch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import go_to, train

pytestmark = pytest.mark.browser

WATCH = """() => {
  window.drawings = new Set(); window.blank = 0;
  let gone = false;
  const look = () => {
    const place = document.querySelector(".st-key-drawings-of-curves");
    const drawings = [...place.querySelectorAll(".js-plotly-plot")];
    const seen = drawings.filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.querySelector(".main-svg .infolayer text"));
    for (const each of drawings) window.drawings.add(each);
    if (seen.length) gone = false;
    else if (window.drawings.size && !gone) gone = Boolean(++window.blank);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_curves_are_seen_all_the_time_while_they_are_drawn_anew(page: Page) -> None:
    """Each of some thirty drawings of a training left its place empty for 50 ms, and one for 250."""
    go_to(page, "Train")
    train(page)
    page.locator(".st-key-drawings-of-curves .scatterlayer path").first.wait_for(timeout=90_000)
    page.evaluate(WATCH)
    page.wait_for_function("window.drawings.size > 12", timeout=90_000)
    assert page.evaluate("window.blank") <= 1  # where so much else is on that two drawings come before one is seen
    page.get_by_role("button", name="Stop").click()  # the next test has the engine for itself
    expect(page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("^Train"))).to_be_enabled(timeout=30_000)
