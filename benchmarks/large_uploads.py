"""What the app's own process takes of memory while large files are brought to Data: `python benchmarks/large_uploads.py`.

Two zips, the largest that are taken: 50,000 small pictures, and 195 MB of photographs. Chromium gives each to a fresh app; the memory is
that of the process that serves the pages, before, at the most, once the pictures are understood, and after the upload is dropped.
Needs Chromium and the tests' requirements.
"""

from __future__ import annotations

import io
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import numpy as np
import psutil
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.conftest import SWITCHES, start_app, stop_app
from tests.browser.hands import place_for_files, wait_ready
from tools.find_chromium import find_chromium

MB = 2**20
LARGEST, SMALL, CLASSES = 195 * MB, 50_000, 10
PATIENCE, EVERY, REST = 300_000, 0.02, 5.0


def many_small(path: Path) -> int:
    """Pictures of noise, ten classes of them; how many."""
    noise = np.random.default_rng(1)
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(SMALL):
            made = io.BytesIO()
            Image.fromarray(noise.integers(0, 256, (28, 28), np.uint8)).save(made, "PNG")
            archive.writestr(f"{number % CLASSES}/{number}.png", made.getvalue())
    return SMALL


def few_large(path: Path) -> int:
    """JPEG of 1280x960, as many as there is room for; how many. Twenty different ones, again and again."""
    noise, kinds = np.random.default_rng(1), []
    for _ in range(20):
        made = io.BytesIO()
        coarse = Image.fromarray(noise.integers(0, 256, (480, 640, 3), np.uint8)).resize((1280, 960))
        coarse.save(made, "JPEG", quality=80)
        kinds.append(made.getvalue())
    count = 0
    with zipfile.ZipFile(path, "w") as archive:
        while archive.fp is not None and archive.fp.tell() + 1.1 * len(kinds[0]) < LARGEST:
            archive.writestr(f"{count % CLASSES}/{count}.jpg", kinds[count % len(kinds)])
            count += 1
    return count


class Watch:
    """The memory of a process, looked at again and again until it is asked for the most."""

    def __init__(self, process: psutil.Process) -> None:
        self._process, self._ended, self.most = process, threading.Event(), 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            self.most = max(self.most, self._process.memory_info().rss)

    def end(self) -> int:
        self._ended.set()
        self._thread.join()
        return self.most


def one(browser: Browser, folder: Path, file: Path, pictures: int) -> list[str]:
    """A row of the table."""
    app = start_app(folder)
    try:
        process = psutil.Process(app.process.pid)
        page = browser.new_page()
        page.goto(app.url)
        wait_ready(page)
        place = place_for_files(page)
        time.sleep(REST)
        before, watch, began = process.memory_info().rss, Watch(process), time.monotonic()
        place.set_input_files(file)
        expect(page.get_by_text(f"{pictures:,} pictures in {CLASSES} classes")).to_be_visible(timeout=PATIENCE)
        took, most = time.monotonic() - began, watch.end()
        understood = process.memory_info().rss
        page.get_by_role("button", name="Cancel").first.click()
        time.sleep(REST)
        after = process.memory_info().rss
    finally:
        stop_app(app)
    return [f"{each / MB:.0f}" for each in (file.stat().st_size, before, most, understood, after)] + [f"{took:.1f}"]


def main() -> None:
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        print("MB of the process that serves the pages")
        print(f"{'upload':<28}{'file':>8}{'before':>8}{'most':>8}{'understood':>12}{'dropped':>9}{'s':>8}")
        for name, make in (("pictures of 28x28", many_small), ("photographs of 1280x960", few_large)):
            folder = Path(place) / name.split()[0]
            folder.mkdir()
            pictures = make(folder / "large.zip")
            cells = one(browser, folder, folder / "large.zip", pictures)
            widths = (8, 8, 8, 12, 9, 8)
            print(
                f"{f'{pictures:,} {name}':<28}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
            )
        browser.close()


if __name__ == "__main__":
    main()
