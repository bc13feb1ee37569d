"""Pictures of every page and of its states, wide and narrow, light and dark: `python tools/screens.py [NAME ...]`.

They go into `screens/`, which git ignores; those that README and docs show are copied to docs/screens. They are reduced to 256
colours, which keeps a page at some 60 kilobytes.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import SWITCHES, start_app, stop_app  # noqa: E402  (the path comes first)
from tests.browser.hands import add_layer, draw_seven, set_epochs  # noqa: E402
from tools.find_chromium import find_chromium  # noqa: E402

WIDTHS, SCHEMES = (1440, 390), ("light", "dark")
HEIGHT = 900
TALLEST = 3500
COLOURS = 256


def nothing(page: Page) -> None:
    """The page as it opens."""


def looked_inside(page: Page) -> None:
    expect(page.get_by_text("The trained network predicts")).to_be_visible()
    page.wait_for_timeout(1_000)


def drawn(page: Page) -> None:
    for part in ("The steps", "Feature maps", "Nearest training images"):
        page.get_by_role("button", name=part).click()
        page.wait_for_timeout(300)
    draw_seven(page)
    page.wait_for_timeout(1_500)


def broken(page: Page) -> None:
    slider = page.locator('.panel input[type=range][data-field="strides"]').first
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(page.locator(".issue.error")).to_be_visible()
    page.wait_for_timeout(1_500)


def mended(page: Page) -> None:
    page.locator(".network-editor [data-do=undo]").click()
    expect(page.locator(".issue.error")).to_have_count(0)
    page.wait_for_timeout(1_500)


def augmented(page: Page) -> None:
    page.get_by_text("Augmentation: random changes").click()
    slider = page.get_by_role("slider", name="rotation")
    for _ in range(8):
        slider.press("ArrowRight")
    page.wait_for_timeout(3_000)


def plain(page: Page) -> None:
    slider = page.get_by_role("slider", name="rotation")
    slider.press("Home")
    page.wait_for_timeout(1_500)


def begin_training(page: Page) -> None:
    set_epochs(page, 6)
    page.get_by_role("button", name=re.compile("^Train ")).or_(
        page.get_by_role("button", name="Train again from scratch")
    ).last.click()
    expect(page.get_by_role("button", name="Stop")).to_be_enabled()


def training(page: Page) -> None:
    begin_training(page)
    page.wait_for_timeout(7_000)


def finished(page: Page) -> None:
    expect(page.get_by_role("button", name="Train on")).to_be_enabled(timeout=120_000)
    page.wait_for_timeout(1_500)


def crashed(page: Page) -> None:
    """The process that trains, of all of the app's the one that works most, is killed."""
    begin_training(page)
    page.wait_for_timeout(7_000)
    family = [each for each in psutil.Process().children(recursive=True) if "python" in each.name()]
    for each in family:
        each.cpu_percent()
    page.wait_for_timeout(1_000)
    max(family, key=lambda each: each.cpu_percent()).kill()
    expect(page.get_by_test_id("stMain").get_by_text("was killed")).to_be_visible(timeout=60_000)
    page.wait_for_timeout(1_500)


def queued(page: Page) -> None:
    page.goto(page.url.replace("compare", "train"))  # where it is narrow, the names of the pages are in a drawer
    page.wait_for_timeout(2_500)
    set_epochs(page, 1)
    page.goto(page.url.replace("train", "compare"))
    page.wait_for_timeout(2_500)
    page.get_by_text("Train several networks as one experiment", exact=True).click()
    page.get_by_role("button", name="Choose the variations of course notebook 5").click()
    expect(page.get_by_role("button", name="Queue 6 trainings")).to_be_enabled()
    page.get_by_text("all with the data and settings of the desk").click()
    page.wait_for_timeout(1_500)
    page.get_by_role("button", name="Queue 6 trainings").click()
    page.wait_for_timeout(6_000)


def emptied(page: Page) -> None:
    page.wait_for_timeout(35_000)  # until the queue is empty, and the next person need not wait


def deep(page: Page) -> None:
    for kind in ("Conv2D", "BatchNormalization", "Activation") * 7:
        add_layer(page, kind)
        page.wait_for_timeout(200)
    page.wait_for_timeout(5_000)


def shallow(page: Page) -> None:
    for _ in range(21):
        page.locator(".network-editor [data-do=undo]").click()
        page.wait_for_timeout(150)


def shared(page: Page) -> None:
    page.get_by_role("button", name="Share").click()
    page.wait_for_timeout(1_500)


def as_code(page: Page) -> None:
    page.get_by_role("button", name="Code").click()
    page.wait_for_timeout(1_500)


def asked_why(page: Page) -> None:
    page.get_by_role("radio", name="Why this answer").click()
    page.wait_for_timeout(2_500)


def looked_at_filters(page: Page) -> None:
    page.get_by_role("radio", name="Filters").click()
    page.wait_for_timeout(2_500)


State = tuple[str, str, Callable[[Page], None], Callable[[Page], None]]
STATES: tuple[State, ...] = (
    ("build", "", looked_inside, nothing),
    ("build-broken", "", broken, mended),
    ("build-deep", "", deep, shallow),
    ("build-share", "", shared, nothing),
    ("build-code", "", as_code, nothing),
    ("data", "data", nothing, nothing),
    ("data-augmented", "data", augmented, plain),
    ("train-untrained", "train", nothing, nothing),
    ("train-running", "train", training, finished),
    ("train", "train", nothing, nothing),
    ("evaluate", "evaluate", nothing, nothing),
    ("draw-empty", "draw", nothing, nothing),
    ("draw", "draw", drawn, nothing),
    ("explain", "explain", nothing, nothing),
    ("explain-why", "explain", asked_why, nothing),
    ("explain-filters", "explain", looked_at_filters, nothing),
    ("compare", "compare", nothing, nothing),
    ("learn", "learn", nothing, nothing),
    ("learn-kernel", "learn?topic=kernel", nothing, nothing),
    ("train-failed", "train", crashed, nothing),
    ("compare-queued", "compare", queued, emptied),
)
"""Name of a picture, path of its page, what leads to it, and what is done afterwards so that the next ones begin as usual."""


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
