"""A browser with the cookie of another account: it is told so, and opens a desk of its own at a click, at the address that it asked for."""

import json
import secrets
import sys

import pytest
from playwright.sync_api import Browser, expect

from cnn_core.storage.owner_mark import owner_file_name
from tests.browser.conftest import PATIENCE, App, cookie_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell whose a connection is"),
]

KEPT = """const Socket = WebSocket; window.sockets = [];
window.WebSocket = class extends Socket { constructor(...given) { super(...given); window.sockets.push(this); } };"""


def test_it_is_told_so_and_begins_anew_at_a_click(browser: Browser, app: App) -> None:
    key = secrets.token_urlsafe(24)
    (app.home / "browsers").mkdir(parents=True, exist_ok=True)
    bound = app.home / "browsers" / owner_file_name(key)
    bound.write_text(json.dumps({"place": "account 1"}))
    context = browser.new_context()
    context.add_cookies([cookie_of(key, app.url)])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{app.url}/train?from=a-link")
    expect(page.get_by_role("heading")).to_have_text("This browser has the cookie of another account")
    expect(page.get_by_text("Nothing is deleted.")).to_contain_text("a project file that you saved before brings the desk back")
    advice = page.locator("p", has_text=f"browsers/{bound.name}")
    expect(advice).to_contain_text("If this very cookie is yours")
    expect(advice).to_contain_text("starts it again")
    assert [each["value"] for each in context.cookies()] == [key]
    page.get_by_role("button", name="Begin with an empty desk").click()
    expect(page.get_by_role("heading", name="Train", exact=True)).to_be_visible()
    assert page.url == f"{app.url}/train?from=a-link"
    assert [each["value"] for each in context.cookies()] != [key]
    page.reload()
    expect(page.get_by_role("heading", name="Train", exact=True)).to_be_visible()
    context.close()


def test_a_tab_that_is_open_is_told_too_once_its_connection_has_broken(browser: Browser, app: App) -> None:
    key = secrets.token_urlsafe(24)
    context = browser.new_context()
    context.add_cookies([cookie_of(key, app.url)])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(KEPT)
    page.goto(f"{app.url}/train")
    expect(page.get_by_role("heading", name="Train", exact=True)).to_be_visible()
    (app.home / "browsers" / owner_file_name(key)).write_text(json.dumps({"place": "account 1"}))
    page.evaluate("sockets.forEach((each) => each.close())")
    expect(page.get_by_role("heading", name="This browser has the cookie of another account")).to_be_visible(timeout=PATIENCE)
    context.close()
