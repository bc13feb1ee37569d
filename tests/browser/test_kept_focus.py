"""The keyboard stays where it is when the button under it can no longer be pressed."""

from __future__ import annotations

import re
from typing import cast

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.hands import go_to, set_epochs, settled, use_small_run, wait_ready

pytestmark = pytest.mark.browser
PAUSED = re.compile("Paused (in|after) epoch")


def test_stop_has_the_focus_once_train_was_pressed_and_train_once_the_training_has_ended(page: Page) -> None:
    wait_ready(page)
    use_small_run(page)
    main = page.get_by_test_id("stMain")
    stop, again = (main.get_by_role("button", name=re.compile(name)) for name in ("^Stop", "Train( small-cnn)?$|Train again"))
    again.focus()
    page.keyboard.press("Enter")
    expect(again).to_be_disabled()
    expect(main.get_by_text("Finished 1 epoch")).to_be_visible()
    expect(again).to_be_focused()

    set_epochs(page, 180)
    again.focus()
    page.keyboard.press("Enter")
    expect(stop).to_be_focused()
    page.keyboard.press("Space")
    expect(main.get_by_text(re.compile("Stopped (in epoch|after epoch|before it began)"))).to_be_visible()
    settled(page)
    expect(stop).to_be_focused()

    # From another page, with the button of the sidebar.
    go_to(page, "Data")
    page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("^Train")).focus()
    page.keyboard.press("Enter")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(main.get_by_text(re.compile("Stopped (in epoch|after epoch|before it began)"))).to_be_visible()


def test_who_went_on_to_something_else_stays_there(page: Page) -> None:
    wait_ready(page)
    use_small_run(page)
    main = page.get_by_test_id("stMain")
    set_epochs(page, 100)
    main.get_by_role("button", name=re.compile("Train( small-cnn)?$|Train again")).focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("spinbutton", name="epochs")
    field.focus()
    expect(main.get_by_role("button", name=re.compile("^Stop"))).to_be_enabled()
    page.wait_for_timeout(1_500)
    expect(field).to_be_focused()
    main.get_by_role("button", name=re.compile("^Stop")).click()
    expect(main.get_by_text(re.compile("Stopped (in epoch|after epoch|before it began)"))).to_be_visible()


def test_in_a_pause_the_button_of_a_step_keeps_the_focus(page: Page) -> None:
    """After each batch it was at the top of the page, and who wanted ten of them had ten times the whole way."""
    wait_ready(page)
    use_small_run(page)
    main = page.get_by_test_id("stMain")
    set_epochs(page, 190)
    main.get_by_role("button", name=re.compile("Train( small-cnn)?$|Train again")).click()
    main.get_by_role("button", name="Pause").click()
    expect(main.get_by_text(PAUSED)).to_be_visible()
    for name in ("One epoch", "One batch|batches"):
        step = main.get_by_role("button", name=re.compile(name))
        step.focus()
        for _ in range(2):
            page.keyboard.press("Enter")
            page.wait_for_timeout(1_500)
            expect(main.get_by_text(PAUSED)).to_be_visible()
            expect(step).to_be_focused()
    main.get_by_role("button", name="Go on").click()
    expect(main.get_by_role("button", name="One epoch")).to_be_disabled()
    main.get_by_role("button", name=re.compile("^Stop")).click()
    expect(main.get_by_text(re.compile("Stopped (in epoch|after epoch|before it began)"))).to_be_visible()


def test_a_popover_that_is_opened_on_the_keyboard_has_the_focus_and_escape_leads_back(page: Page) -> None:
    """The focus stayed on the button, and the presets were 56 steps of Tab away."""
    wait_ready(page)
    settled(page)
    for name, key in (("Start from a preset", "Enter"), ("Code", "Space"), ("Share", "Enter")):
        button = page.get_by_test_id("stMain").get_by_role("button", name=re.compile(name)).first
        button.focus()
        page.keyboard.press(key)
        body = page.get_by_test_id("stPopoverBody")
        expect(body.locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(body).to_have_count(0)
        expect(button).to_be_focused()


def test_a_popover_that_is_closed_when_the_answer_to_its_opening_comes_stays_closed(page: Page) -> None:
    """The browser tells the server of the closing a moment later; an answer in that moment, as in a busy browser, opened it for good."""
    answers: list[tuple[WebSocketRoute, str | bytes]] = []
    held = [False]

    def between(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        server.on_message(lambda answer: answers.append((route, answer)) if held[0] else route.send(answer))

    page.route_web_socket(re.compile("/_stcore/stream"), between)
    page.reload()
    wait_ready(page)
    settled(page)
    button = page.get_by_test_id("stMain").get_by_role("button", name="Start from a preset")
    body = page.get_by_test_id("stPopoverBody")
    held[0] = True
    button.click()
    expect(body).to_be_visible()
    for _ in range(200):
        page.wait_for_timeout(50)
        if any(ForwardMsg.FromString(cast(bytes, answer)).WhichOneof("type") == "script_finished" for _, answer in answers):
            break
    page.evaluate(
        "() => { const later = window.setTimeout; window.setTimeout = (f, ms, ...more) => later(f, ms || 500, ...more); }"
    )
    button.click()
    held[0] = False
    for route, answer in answers:
        route.send(answer)
    page.wait_for_timeout(1_500)
    settled(page)
    expect(body).to_have_count(0)
