"""A first visit: from a page that nobody has touched to a digit read by a network trained in it, in few clicks and without a dead end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from benchmarks.first_timer import presses, walk
from tests.browser.conftest import App

pytestmark = pytest.mark.browser

MAX_PRESSES = 15


def test_a_first_timer_trains_a_network_that_reads_a_digit(page: Page, app: App) -> None:
    walk(page, app.url)
    assert presses(page) < MAX_PRESSES
