"""The real app on a free port with a home of its own, and Chromium in front of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.evidence import Evidence, threads_of
from tests.browser.faults import Faults

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


PATIENCE = 40_000
"""Milliseconds: machines that test many things at once stall for seconds."""
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class App:
    """A running app: its address, its process, and the file that its terminal output goes to."""

    url: str
    process: subprocess.Popen[bytes]
    output: Path
    home: Path

    def said(self) -> str:
        return self.output.read_text(errors="replace")


STARTED: list[App] = []
EVIDENCE = Evidence()


def start_app(folder: Path, port: int = 0) -> App:
    """Starts the app, on a free port if none is given, and waits until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = port or probe.getsockname()[1]
    output = folder / "terminal.txt"
    home = folder / "home"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    with output.open("ab") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, env={**os.environ, "CNN_LAB_HOME": str(home)}
        )
    url = f"http://127.0.0.1:{port}"
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                STARTED.append(App(url, process, output, home))
                return STARTED[-1]
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The app did not start: {output.read_text(errors='replace')}")


def cookie_of(owner: str, url: str) -> dict[str, str]:
    """What makes a browser that of this owner, at the app of this address."""
    return {"name": f"cnn_lab_owner_{urlsplit(url).port}", "value": owner, "url": url}


def stop_app(app: App) -> None:
    """Ends the app; nothing happens to one that has ended."""
    if app in STARTED:
        STARTED.remove(app)
    app.process.terminate()
    try:
        app.process.wait(10)
    except subprocess.TimeoutExpired:
        app.process.kill()


@pytest.fixture(scope="session")
def faults() -> Faults:
    return Faults()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Adds to the report of a failed test what went over the wire last, and what the apps were doing."""
    report = yield
    if call.when == "setup":
        EVIDENCE.begin()
    if call.when == "call" and report.failed:
        report.sections.append(("messages between page and app", "\n".join(EVIDENCE.messages())))
        threads = threads_of((each.process, each.output) for each in STARTED)
        report.sections.append(("output of the apps", "\n".join(threads)))
    return report


@pytest.fixture(autouse=True)
def nothing_goes_wrong(request: pytest.FixtureRequest, faults: Faults) -> Iterator[None]:
    """Fails a test in which an error alert was on a page or a traceback in a log.

    A test that provokes one says which: `@pytest.mark.provokes("a pattern that is found in it")`.
    """
    faults.begin()
    yield
    expected = [mark.args[0] for mark in request.node.iter_markers("provokes")]
    assert not (found := faults.found(expected)), "\n".join(found)


@pytest.fixture
def start(tmp_path: Path, faults: Faults) -> Iterator[Callable[[], App]]:
    """Starts the app, again and again in the same home and on the same port; all are ended after the test, however it ends."""
    running: list[App] = []
    faults.homes.append(tmp_path)

    def start_another() -> App:
        running.append(start_app(tmp_path, urlsplit(running[0].url).port if running else 0))
        return running[-1]

    yield start_another
    for each in running:
        stop_app(each)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, faults: Faults) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("app")
    faults.homes.append(folder)
    running = start_app(folder)
    yield running
    stop_app(running)


@pytest.fixture(scope="session")
def browser(faults: Faults) -> Iterator[Browser]:
    """Chromium; every context that a test opens in it is watched for error alerts."""
    path = subprocess.run(
        [sys.executable, "tools/find_chromium.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        new_context = chromium.new_context
        chromium.new_context = lambda **options: EVIDENCE.watch(faults.watch(new_context(**options)))  # type: ignore[method-assign]
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, app: App) -> Iterator[Page]:
    """A new person's browser on the app's first page, wide, with a cookie jar of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    fresh = context.new_page()
    fresh.set_default_timeout(PATIENCE)
    fresh.goto(app.url)
    yield fresh
    context.close()
