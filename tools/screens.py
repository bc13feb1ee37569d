"""Pictures of every page and of its states, wide and narrow, light and dark: `python tools/screens.py [NAME ...]`.

They go into `screens/`, which git ignores; those that README and docs show are copied to docs/screens. They are reduced to 256
colours, which keeps a page at some 60 kilobytes.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import SWITCHES, start_app, stop_app  # noqa: E402  (the path comes first)
from tools.find_chromium import find_chromium  # noqa: E402
from tools.screen_states import STATES  # noqa: E402

WIDTHS, SCHEMES = (1440, 390), ("light", "dark")
HEIGHT = 900
TALLEST = 3500
COLOURS = 256


def main(folder: Path, names: list[str], widths: list[int], schemes: list[str]) -> None:
    """What leads to a state is done once, at the first width; then the window is drawn to the others, as a person draws it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        app = start_app(Path(home))
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        try:
            for scheme in schemes:
                page = chromium.new_page(viewport={"width": widths[0], "height": HEIGHT}, color_scheme=scheme)
                page.goto(app.url)
                expect(page.get_by_role("heading", name="Build", exact=True)).to_be_visible()
                expect(page.get_by_text("hourglass_top")).to_have_count(0, timeout=120_000)
                for name, path, lead, after in STATES:
                    if not names or name in names:
                        page.set_viewport_size({"width": widths[0], "height": HEIGHT})
                        page.goto(f"{app.url}/{path}")
                        page.wait_for_timeout(3_500)
                        lead(page)
                        for width in widths:
                            page.set_viewport_size({"width": width, "height": HEIGHT})
                            take(page, folder / f"{name}-{width}-{scheme}.png")
                        page.set_viewport_size({"width": widths[0], "height": HEIGHT})
                        after(page)
                page.close()
        finally:
            chromium.close()
            stop_app(app)
        print(app.said() if app.output.exists() else "")


def take(page: Page, target: Path) -> None:
    """The whole page in its full height."""
    width = page.viewport_size["width"] if page.viewport_size else WIDTHS[0]
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 900")
    page.set_viewport_size({"width": width, "height": max(HEIGHT, min(int(height) + 10, TALLEST))})
    page.wait_for_timeout(900)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(target, optimize=True)
    page.set_viewport_size({"width": width, "height": HEIGHT})
    print(target)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Pictures of every page and of its states.")
    known = [name for name, *_ in STATES]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(known)}")
    parser.add_argument("--out", type=Path, default=ROOT / "screens", metavar="DIR", help="where they go (default: screens)")
    parser.add_argument("--widths", type=int, nargs="+", default=list(WIDTHS), help="of the window in pixels")
    parser.add_argument("--schemes", nargs="+", choices=SCHEMES, default=list(SCHEMES))
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(known):
        parser.error(f"no page is called {', '.join(sorted(unknown))}; choose from {', '.join(known)}")
    main(chosen.out, chosen.names, chosen.widths, chosen.schemes)
