"""Finds a Chromium for the browser tests, or installs one, and prints its path: `python tools/find_chromium.py`.

In this order: CNN_LAB_CHROMIUM; a Chromium or Chrome on PATH; Playwright's own, downloaded if need be; Debian's package through
apt-get, for which one must be root or have `sudo` without a password. A candidate counts only if it starts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NONE = (
    "No Chromium could be found or installed, and the browser tests need one: "
    "install the package chromium, or set CNN_LAB_CHROMIUM to the path of a Chromium or Chrome."
)


def starts(path: str) -> bool:
    """Whether the program is there, has its libraries, and says its version."""
    return bool(path) and run([path, "--version"], 30)


def run(command: list[str], seconds: float, say: str = "") -> bool:
    """Runs a command without output; True if it succeeds in time."""
    if say:
        print(say, file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def on_path() -> Iterator[str]:
    for name in NAMES:
        yield shutil.which(name) or ""
    yield MAC


def playwrights_own() -> str:
    """Where Playwright keeps its Chromium, whether or not it is there yet."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return str(playwright.chromium.executable_path)


def downloaded() -> Iterator[str]:
    """Playwright's Chromium: the one that is there, else a fresh download (where there is internet)."""
    path = playwrights_own()
    if not Path(path).exists():
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        run(command, 300, "Downloading Playwright's Chromium for the browser tests.")
    yield path


def packaged() -> Iterator[str]:
    """Debian's and Ubuntu's package."""
    apt = shutil.which("apt-get")
    if apt is None:
        return
    become = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if become and not run([*become, "true"], 10):
        return
    run([*become, apt, "update", "-qq"], 180, "Installing the package chromium for the browser tests.")
    run(
        [*become, "env", "DEBIAN_FRONTEND=noninteractive", apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        420,
    )
    yield from on_path()


def candidates() -> Iterator[str]:
    yield from on_path()
    yield from downloaded()
    yield from packaged()


def find_chromium() -> str:
    """The path of a Chromium that starts; SystemExit with one sentence if none can be had."""
    asked = os.environ.get("CNN_LAB_CHROMIUM", "")
    if asked:
        if starts(asked):
            return asked
        raise SystemExit(f"CNN_LAB_CHROMIUM is {asked}, which does not start: set it to a Chromium or Chrome, or leave it out.")
    for path in candidates():
        if starts(path):
            return path
    raise SystemExit(NONE)


if __name__ == "__main__":
    print(find_chromium())
