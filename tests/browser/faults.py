"""What must not be seen in a browser test: a traceback in any log of the app, and an error on a page."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

TRACEBACK = re.compile(r"^.*Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)*.*", re.MULTILINE)

TELL_ALERTS = """
  new MutationObserver(() => {
    for (const alert of document.querySelectorAll('[data-testid="stAlertContentError"], [data-testid="stException"]')) {
      const words = alert.innerText.trim();
      if (words && alert.dataset.told !== words) {
        alert.dataset.told = words;
        window.tellAlert(words);
      }
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
"""


class Faults:
    """Collects what goes wrong: the error alerts of all pages as they appear, and what the logs say from a moment on."""

    def __init__(self) -> None:
        self.homes: list[Path] = []
        self._alerts: list[str] = []
        self._read: dict[Path, int] = {}

    def watch(self, context: BrowserContext) -> BrowserContext:
        """From now on error alerts on any page of the context are collected, also those that go away again."""

        def tell(source: Any, words: str) -> None:
            self._alerts.append(words)

        context.expose_binding("tellAlert", tell)
        context.add_init_script(TELL_ALERTS)
        return context

    def begin(self) -> None:
        """Forgets what was there before."""
        self._alerts.clear()
        self._read = {file: file.stat().st_size for file in self._logs()}

    def found(self, expected: Collection[str]) -> list[str]:
        """What went wrong since the beginning, without that in which one of the patterns `expected` is found."""
        found = [f"An error on a page: {words}" for words in self._alerts]
        for file in self._logs():
            with file.open("rb") as log:
                log.seek(self._read.get(file, 0))
                said = log.read().decode(errors="replace")
            found.extend(f"In {file.name}: {each}" for each in TRACEBACK.findall(said))
        return [each for each in found if not any(re.search(pattern, each) for pattern in expected)]

    def _logs(self) -> list[Path]:
        places = [each / name for each in self.homes for name in ("terminal.txt", "home/app.log", "home/engine.log")]
        return [file for file in places if file.exists()]
