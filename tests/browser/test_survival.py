"""What outlives what: own images, a network that learned from them and an edit outlive the server, and no process outlives the app."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import App
from tests.browser.hands import add_layer, go_to, place_for_files, set_epochs, train
from tests.uploads.make_uploads import TWO, class_folders, zipped

pytestmark = pytest.mark.browser


def bring(page: Page, file: Path) -> None:
    """A file of own images becomes the chosen dataset."""
    place_for_files(page).set_input_files(file)
    expect(page.get_by_text("60 pictures in 2 classes")).to_be_visible()
    page.get_by_role("button", name="Use these images").click()
    expect(page.get_by_test_id("stSidebar").get_by_text("48 images 28x28x3, 2 classes")).to_be_visible()
    expect(page.get_by_text(re.compile("--dataset own-[0-9a-f]{12}"))).to_be_visible()


def kill(app: App) -> None:
    """Kills the app alone; within five seconds nothing that it has started is left."""
    family = psutil.Process(app.process.pid).children(recursive=True)
    assert len(family) >= 3  # its engine, and at least two workers
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait(5)
    end = time.monotonic() + 5
    while time.monotonic() < end and any(psutil.pid_exists(each.pid) for each in family):
        time.sleep(0.1)
    assert not [each for each in family if psutil.pid_exists(each.pid)]


@pytest.mark.provokes("(Comm|Stream)ClosedError")  # between the app that was killed and its engine
def test_own_images_what_learned_from_them_and_an_edit_are_there_after_the_server_was_killed_and_nothing_else_is(
    browser: Browser, start: Callable[[], App], tmp_path: Path
) -> None:
    file = tmp_path / "roses and sky.zip"
    file.write_bytes(zipped(class_folders(TWO, count=30, size=(28, 28))))
    app = start()
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(app.url)
    bring(page, file)
    go_to(page, "Train")
    set_epochs(page, 2)
    train(page)
    main, sidebar = page.get_by_test_id("stMain"), page.get_by_test_id("stSidebar")
    expect(main.get_by_text(re.compile("Finished 2 epochs"))).to_be_visible(timeout=120_000)
    accuracy = sidebar.get_by_text(re.compile(r"% right on the test images")).inner_text()
    go_to(page, "Build")
    total = page.locator(".network-editor .params")
    before = total.inner_text()
    add_layer(page, "BatchNormalization")
    expect(total).not_to_have_text(before)
    edited = total.inner_text()  # and at once, before the hand counts as resting:
    kill(app)

    page.goto(start().url)
    expect(total).to_have_text(edited)
    expect(sidebar.get_by_text("roses and sky")).to_be_visible()
    go_to(page, "Train")
    expect(main.get_by_text(re.compile("Finished 2 epochs"))).to_be_visible()
    expect(sidebar.get_by_text(accuracy)).to_be_visible()
    expect(page.get_by_role("spinbutton", name="epochs")).to_have_value("2")
    go_to(page, "Evaluate")
    expect(page.get_by_text("Confusion matrix")).to_be_visible()
    go_to(page, "Draw")
    expect(page.get_by_text("Pictures, or a zip of them")).to_be_visible()  # they are in colour, and the pen has none
    go_to(page, "Data")
    page.get_by_text("Remove these images").click()
    page.get_by_role("button", name="Remove them for good").click()
    expect(sidebar.get_by_text("MNIST mini")).to_be_visible()
    expect(main.get_by_text("roses and sky")).to_have_count(0)  # the run still says what it learned from
    context.close()
