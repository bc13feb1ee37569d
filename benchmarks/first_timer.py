"""A first visit, in Chromium: `python benchmarks/first_timer.py`.

The app is started with an empty home. A first-timer draws a digit, presses Train, waits, and draws it again for the network that was
trained in this visit. Printed: seconds from the start of the server, and every press of a mouse button. Needs Chromium and the tests'
requirements.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.conftest import SWITCHES, start_app, stop_app
from tests.browser.hands import draw_seven, train
from tools.find_chromium import find_chromium

COUNT = "addEventListener('pointerdown', () => { window.presses = (window.presses ?? 0) + 1; }, true)"
TRAINED = 240_000


def walk(page: Page, address: str) -> dict[str, float]:
    """What was reached -> when, by time.monotonic(). Fails where the walk ends in a dead end."""
    page.add_init_script(COUNT)
    page.goto(address)
    sidebar = page.get_by_test_id("stSidebar")
    expect(page.locator(".network-editor .params")).to_have_text("121,930")
    expect(sidebar.locator("canvas.pad")).to_be_visible()
    expect(sidebar.get_by_role("button", name="Train")).to_be_enabled()
    reached = {"the page can be used": time.monotonic()}
    draw_seven(page, "stSidebar")
    expect(sidebar.get_by_text("Read by the network that came with the app")).to_be_visible()
    reached["a digit is read"] = time.monotonic()
    train(page)
    expect(sidebar.get_by_role("button", name=re.compile("again"))).to_be_enabled(timeout=TRAINED)
    expect(sidebar.get_by_text("right on the test images")).to_be_visible()
    reached["a network is trained"] = time.monotonic()
    sidebar.locator("[data-do=clear]").click()
    draw_seven(page, "stSidebar")
    expect(sidebar.get_by_text("Read by small-cnn")).to_be_visible()
    reached["it reads a digit"] = time.monotonic()
    return reached


def presses(page: Page) -> int:
    """How often a mouse button was pressed on this page, strokes of the pen included."""
    return int(page.evaluate("window.presses"))


def main() -> None:
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(60_000)
        began = time.monotonic()
        app = start_app(Path(home))
        try:
            print(f"{'the server answers':24} {time.monotonic() - began:6.1f} s")
            for name, moment in walk(page, app.url).items():
                print(f"{name:24} {moment - began:6.1f} s")
            print(f"{'presses':24} {presses(page):6}")
        finally:
            chromium.close()
            stop_app(app)


if __name__ == "__main__":
    main()
