"""Screenshots of every page, wide and narrow, light and dark: `python tools/screens.py FOLDER [PAGE ...]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402  (the path comes first)

from tests.browser.conftest import SWITCHES, start_app, stop_app  # noqa: E402
from tests.browser.hands import draw_seven  # noqa: E402
from tools.find_chromium import find_chromium  # noqa: E402

PAGES = ("build", "data", "train", "evaluate", "draw", "compare", "learn")
WIDTHS = (1440, 390)


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        app = start_app(Path(home))
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        try:
            for scheme in ("light", "dark"):
                for width in WIDTHS:
                    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                    for name in names or PAGES:
                        page.goto(f"{app.url}/{'' if name == 'build' else name}")
                        page.wait_for_timeout(3500)
                        if name == "draw":
                            page.wait_for_timeout(12_000 if scheme == "light" and width == WIDTHS[0] else 0)
                            draw_seven(page)
                            page.wait_for_timeout(400)
                        target = folder / f"{name}-{width}-{scheme}.png"
                        height = page.evaluate("() => document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 900")
                        page.set_viewport_size({"width": width, "height": max(900, min(int(height) + 10, 4000))})
                        page.wait_for_timeout(700)
                        page.screenshot(path=target)
                        page.set_viewport_size({"width": width, "height": 900})
                        print(target)
                    page.close()
        finally:
            chromium.close()
            stop_app(app)
        print(app.said() if app.output.exists() else "")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
