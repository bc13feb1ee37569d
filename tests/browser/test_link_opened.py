"""A link is opened in a fresh browser, seen, and undone; the one that is shared there opens in another."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from cnn_core.presets import PRESETS
from cnn_core.workspace.share_link import to_link
from tests.browser.conftest import App
from tests.browser.hands import add_layer, wait_ready

pytestmark = pytest.mark.browser

LENET = to_link(PRESETS["lenet-5"].experiment)


def test_a_link_brings_a_network_and_undo_brings_back_the_old_one(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    total = page.locator(".network-editor .params")
    notice = page.get_by_text(re.compile("Opened from a link: lenet-5 on MNIST mini"))
    page.goto(f"{app.url}/?x={LENET}")
    expect(total).to_have_text("61,706")
    expect(notice).to_be_visible()
    page.wait_for_function("location.search === ''")
    assert "cnn_lab_owner" not in page.evaluate("document.cookie")  # no script reads it

    page.reload()
    expect(total).to_have_text("61,706")
    expect(notice).to_have_count(0)

    page.locator(".network-editor [data-do=undo]").click()
    expect(total).to_have_text("121,930")
    page.reload()
    expect(total).to_have_text("121,930")
    context.close()


@pytest.mark.provokes("a part of it is missing or changed")
def test_a_broken_link_is_a_sentence_and_changes_nothing(browser: Browser, app: App) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{app.url}/train?x={LENET[:-5]}")
    expect(page.get_by_text("a part of it is missing or changed")).to_be_visible()
    page.wait_for_function("location.search === '' && location.pathname === '/train'")
    page.goto(app.url)
    expect(page.locator(".network-editor .params")).to_have_text("121,930")
    context.close()


def test_what_is_shared_opens_elsewhere(page: Page, browser: Browser, app: App) -> None:
    wait_ready(page)
    add_layer(page, "BatchNormalization")
    expect(page.locator(".table")).to_contain_text("BatchNorm")
    total = page.locator(".network-editor .params").inner_text()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("A phone or another computer cannot open it")).to_be_visible()
    expect(page.get_by_role("img", name="QR code of the link")).to_have_count(0)
    tokens = page.locator(".st-key-shell-command .token")
    expect(tokens.first).to_be_visible()  # the command is there before its colours, which the browser loads later
    lines = tokens.evaluate_all("parts => parts.map(each => each.getClientRects().length)")
    assert set(lines) == {1}, "an option is broken at its hyphen"
    link = page.get_by_test_id("stCode").first.inner_text().replace("\n", "").strip()
    assert link.startswith(f"{app.url}/?x=1")

    context = browser.new_context()
    other = context.new_page()
    other.goto(link)
    expect(other.locator(".table")).to_contain_text("BatchNorm")
    expect(other.locator(".network-editor .params")).to_have_text(total)
    context.close()


def test_a_link_on_a_page_of_another_site_finds_the_own_desk(page: Page, app: App) -> None:
    """The cookie does not travel with it, so the server has the browser ask once more instead of giving it another one."""

    def owners() -> list[str]:
        return [each["value"] for each in page.context.cookies() if each["name"].startswith("cnn_lab_owner")]

    expect(page.locator(".network-editor .params")).to_have_text("121,930")
    before = owners()
    page.route("http://course.example/**", lambda route: route.fulfill(body=f'<a href="{app.url}/?x={LENET}">open</a>'))
    page.goto("http://course.example/")
    page.get_by_role("link", name="open").click()
    expect(page.locator(".network-editor .params")).to_have_text("61,706")
    page.locator(".network-editor [data-do=undo]").click()
    expect(page.locator(".network-editor .params")).to_have_text("121,930")
    assert len(before) == 1
    assert owners() == before
