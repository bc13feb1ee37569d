"""Two tabs of one browser work on one desk: a reload right after an edit keeps it, and a tab that is behind follows and says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from pages.widgets.state.session import NEWER
from tests.browser.conftest import App
from tests.browser.hands import add_layer

pytestmark = pytest.mark.browser


def test_the_newer_desk_wins_and_no_edit_is_lost(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    one = context.new_page()
    one.goto(app.url)
    expect(one.locator(".network-editor .params")).to_have_text("121,930")
    two = context.new_page()
    two.goto(app.url)
    expect(two.locator(".network-editor .params")).to_have_text("121,930")

    layers, behind = one.locator(".table tbody tr"), two.locator(".table tbody tr")
    count = layers.count()
    add_layer(one, "BatchNormalization")
    expect(layers).to_have_count(count + 1)
    one.reload()
    expect(layers).to_have_count(count + 1)

    add_layer(two, "MaxPooling2D")
    expect(two.get_by_text(NEWER)).to_be_visible()
    expect(behind).to_have_count(count + 1)
    expect(two.locator(".table")).to_contain_text("BatchNorm")
    add_layer(two, "Dropout")
    expect(behind).to_have_count(count + 2)

    one.get_by_role("link", name="Train", exact=True).first.click()
    expect(one.get_by_text(NEWER)).to_be_visible()
    one.get_by_role("link", name="Build", exact=True).first.click()
    expect(one.locator(".table")).to_contain_text("Dropout")
    expect(layers).to_have_count(count + 2)
    context.close()
