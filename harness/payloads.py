"""Scripts in every text that people type or bring, in Chromium: `python harness/payloads.py pages`.

The texts, where they stand and what must not come of them are those of tests/browser/test_payloads.py.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pytest
from playwright.sync_api import sync_playwright

from harness.promises import Program, Tally, main
from tests.browser import test_payloads as payloads
from tests.browser.conftest import SWITCHES, start_app, stop_app
from tools.find_chromium import find_chromium

TEXTS = (payloads.IMAGE, payloads.SCRIPT, payloads.SHAPES, payloads.NAMED, *payloads.CLASSES, *payloads.TAGS)
"""Names of networks, runs, plans, classes and tags, and notes."""


def pages(tally: Tally, count: int, chance: random.Random) -> None:
    """Every page with every text, a file and links, each counted once: did anything run, open or leave, or become a part of the page?"""
    for what in ("scripts, dialogs or requests", "parts of a page that came of a text"):
        tally.count(what, 0)
    for _ in range(count):
        with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
            payloads.lay_out(Path(place) / "home", patch)
            app = start_app(Path(place))
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
            ran: list[str] = []
            try:
                _, page = payloads.watched(chromium, app, ran)
                for _ in payloads.surfaces(page, app.url):
                    tally.count("parts of a page that came of a text", len(page.evaluate(payloads.DANGER)))
                    tally.tried += 1
            finally:
                tally.count("scripts, dialogs or requests", len(ran))
                chromium.close()
                stop_app(app)
    tally.reached("texts", len(TEXTS))


PROGRAMS: dict[str, tuple[str, Program]] = {"pages": ("Scripts in the texts that people type or bring", pages)}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 1)
