"""The net below all browser tests holds: an error that was on a page for a moment and a traceback in a log are both found."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.faults import Faults

pytestmark = pytest.mark.browser


@pytest.mark.provokes("It went wrong")
def test_an_error_that_is_gone_again_is_found_and_one_that_was_expected_is_not(browser: Browser, faults: Faults) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto("data:text/html,<body></body>")
    page.evaluate("document.body.innerHTML = '<p data-testid=stAlertContentError>It went wrong</p>'")
    page.wait_for_timeout(50)
    page.evaluate("document.body.innerHTML = '<p data-testid=stAlertContentInfo>All is well</p>'")
    context.close()
    assert faults.found(expected=[]) == ["An error on a page: It went wrong"]
    assert faults.found(expected=["went wrong"]) == []


@pytest.mark.parametrize("place", ["terminal.txt", "home/app.log", "home/engine.log"])
def test_a_traceback_is_found_once(tmp_path: Path, place: str) -> None:
    faults = Faults()
    faults.homes.append(tmp_path)
    log = tmp_path / place
    log.parent.mkdir(exist_ok=True)
    faults.begin()
    log.write_text("cnn_lab.pages ERROR A page failed\nTraceback (most recent call last):\nZeroDivisionError\n")
    assert faults.found(expected=[]) == [f"In {log.name}: Traceback (most recent call last):\nZeroDivisionError"]
    assert faults.found(expected=["KeyError", "ZeroDivisionError"]) == []
    faults.begin()
    with log.open("a") as file:
        file.write("all is well\n")
    assert faults.found(expected=[]) == []
