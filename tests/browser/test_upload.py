"""Own images in front of a browser: a file becomes the chosen dataset, a network learns from it, and a restart loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import App, stop_app
from tests.browser.hands import go_to, set_epochs, train
from tests.uploads.make_uploads import TWO, class_folders, zipped

pytestmark = pytest.mark.browser


@pytest.mark.provokes("(Comm|Stream)ClosedError")  # between the app that is ended and its engine
def test_a_zip_becomes_a_dataset_that_is_learned_from_and_outlives_the_server(
    browser: Browser, start: Callable[[], App], tmp_path: Path
) -> None:
    file = tmp_path / "roses and sky.zip"
    file.write_bytes(zipped(class_folders(TWO, count=30, size=(28, 28))))
    app = start()
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(app.url)
    go_to(page, "Data")
    page.get_by_text("Use your own images").click()
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_text("60 pictures in 2 classes")).to_be_visible()
    page.get_by_role("button", name="Use these images").click()
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("48 images 28x28x3, 2 classes")).to_be_visible()
    expect(page.get_by_text(re.compile("--dataset own-[0-9a-f]{12}"))).to_be_visible()
    go_to(page, "Train")
    set_epochs(page, 2)
    train(page)
    expect(page.get_by_test_id("stMain").get_by_text(re.compile("Finished 2 epochs"))).to_be_visible(timeout=120_000)
    stop_app(app)

    page.goto(start().url)
    expect(sidebar.get_by_text("roses and sky")).to_be_visible()
    go_to(page, "Evaluate")
    expect(page.get_by_text("Confusion matrix")).to_be_visible()
    go_to(page, "Draw")
    expect(page.get_by_text("takes colour pictures")).to_be_visible()
    go_to(page, "Data")
    page.get_by_text("Remove these images").click()
    page.get_by_role("button", name="Remove them for good").click()
    expect(sidebar.get_by_text("MNIST mini")).to_be_visible()
    expect(page.get_by_text("roses and sky")).to_have_count(0)
    context.close()
