"""What outlives what: a finished run outlives the server, and no process outlives the app."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable

import psutil
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import App
from tests.browser.hands import add_layer, go_to, train, use_small_run

pytestmark = pytest.mark.browser


@pytest.mark.provokes("(Comm|Stream)ClosedError")  # between the app that was killed and its engine
def test_a_finished_run_and_an_edit_are_there_after_the_server_was_killed_and_nothing_else_is(
    browser: Browser, start: Callable[[], App]
) -> None:
    app = start()
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(app.url)
    use_small_run(page)
    train(page)
    expect(page.get_by_test_id("stMain").get_by_text(re.compile("Finished 1 epoch"))).to_be_visible(timeout=120_000)
    accuracy = page.get_by_test_id("stSidebar").get_by_text(re.compile(r"% right on the test images")).inner_text()

    go_to(page, "Build")
    total = page.locator(".network-editor .params")
    before = total.inner_text()
    add_layer(page, "BatchNormalization")
    expect(total).not_to_have_text(before)
    edited = total.inner_text()  # and at once, before the hand counts as resting:

    family = [app.process, *psutil.Process(app.process.pid).children(recursive=True)]
    assert len(family) >= 4  # the app, its engine, and at least two workers
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait(5)
    end = time.monotonic() + 5
    while time.monotonic() < end and any(psutil.pid_exists(each.pid) for each in family[1:]):
        time.sleep(0.1)
    assert not [each for each in family[1:] if psutil.pid_exists(each.pid)]

    again = start()
    page.goto(again.url)
    expect(total).to_have_text(edited)
    go_to(page, "Train")
    expect(page.get_by_test_id("stMain").get_by_text(re.compile("Finished 1 epoch"))).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_text(accuracy)).to_be_visible()
    expect(page.get_by_role("spinbutton", name="epochs")).to_have_value("1")
    go_to(page, "Evaluate")
    expect(page.get_by_text("Confusion matrix")).to_be_visible()
    context.close()
