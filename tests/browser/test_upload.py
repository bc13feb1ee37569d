"""Own images in front of a browser: a file becomes the chosen dataset, a network learns from it, and a restart loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import App, stop_app
from tests.browser.hands import go_to, set_epochs, train
from tests.uploads.make_uploads import TWO, class_folders, zipped

pytestmark = pytest.mark.browser
SENT = "**/_stcore/upload_file/**"


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
    expect(page.get_by_test_id("stMain").get_by_text("roses and sky")).to_have_count(0)  # the run still says what it learned from
    context.close()


def test_files_that_a_server_before_the_app_refuses_are_named_and_the_others_are_looked_at(page: Page, tmp_path: Path) -> None:
    go_to(page, "Data")
    page.get_by_text("Use your own images").click()
    files = page.locator("input[type=file]").first
    for status, words in ((413, "lets through (413)"), (403, "refused it (403)"), (502, "did not answer (502)")):
        answer = {"status": status, "content_type": "text/html", "body": "<h1>a proxy</h1>"}
        page.route(SENT, lambda route: route.fulfill(**answer))  # noqa: B023  (it is answered within this round)
        files.set_input_files({"name": f"a{status}.zip", "mimeType": "application/zip", "buffer": b"PK"})
        expect(page.get_by_test_id("stToast").filter(has_text=f"a{status}.zip did not arrive")).to_contain_text(words)
        expect(page.get_by_test_id("stFileChip").get_by_role("alert").last).to_have_text(re.compile("This file did not arrive"))
        page.unroute(SENT)
    expect(page.get_by_text("AxiosError")).to_have_count(0)

    refused = iter([413])
    page.route(SENT, lambda route: route.fulfill(status=each) if (each := next(refused, 0)) else route.continue_())
    for name in ("red", "blue"):
        (tmp_path / f"{name}.zip").write_bytes(zipped(class_folders(TWO, count=10, size=(28, 28))))
    files.set_input_files([tmp_path / "red.zip", tmp_path / "blue.zip"])
    expect(page.get_by_test_id("stToast").filter(has_text=re.compile("(red|blue).zip did not arrive"))).to_be_visible()
    expect(page.get_by_text("20 pictures in 2 classes")).to_be_visible()
