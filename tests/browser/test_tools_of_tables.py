"""The tools of a table, which lie above it while it is pointed at, cover nothing that is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import place_for_files, wait_ready
from tests.uploads.make_uploads import TWO, class_folders, zipped

pytestmark = pytest.mark.browser


def test_the_name_of_an_upload_is_read_while_the_table_of_its_classes_is_pointed_at(page: Page, app: App, tmp_path: Path) -> None:
    file = tmp_path / "a name that is as long as many are of files from courses.zip"
    file.write_bytes(zipped(class_folders(TWO, 20, size=(28, 28))))
    page.goto(f"{app.url}/data")
    wait_ready(page)
    place_for_files(page).set_input_files(file)
    table = page.locator(".st-key-upload-counts").get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    page.wait_for_timeout(1000)
    table.hover()
    page.wait_for_timeout(500)
    expect(page.locator(".st-key-upload-counts").get_by_test_id("stElementToolbar")).to_be_hidden()
