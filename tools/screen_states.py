"""The states of pages that `tools/screens.py` draws, and what leads to each."""

from __future__ import annotations

import re
from collections.abc import Callable

import psutil
from playwright.sync_api import Page, expect

from tests.browser.hands import add_layer, draw_seven, set_epochs
from tests.uploads.make_uploads import class_folders, zipped


def nothing(page: Page) -> None:
    """The page as it opens."""


def looked_inside(page: Page) -> None:
    expect(page.get_by_text("The app's own network predicts")).to_be_visible()
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


def understood(page: Page) -> None:
    content = zipped(
        class_folders({"rose": (200, 40, 90), "grass": (60, 180, 80), "sky": (70, 120, 220)}, count=12, size=(48, 40))
    )
    page.get_by_text("Use your own images").click()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "colours.zip", "mimeType": "application/zip", "buffer": content}
    )
    expect(page.get_by_text("36 pictures in 3 classes")).to_be_visible()
    page.wait_for_timeout(1_500)


def cancelled(page: Page) -> None:
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_timeout(1_000)


def planned(page: Page) -> None:
    page.get_by_text("Vary the network on the desk").click()
    page.wait_for_timeout(1_500)


def mapped(page: Page) -> None:
    page.get_by_role("radio", name="Map of images").click()
    page.wait_for_timeout(4_000)


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
    ("data-upload", "data", understood, cancelled),
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
    ("explain-map", "explain", mapped, nothing),
    ("compare", "compare", nothing, nothing),
    ("compare-plan", "compare", planned, nothing),
    ("learn", "learn", nothing, nothing),
    ("learn-kernel", "learn?topic=kernel", nothing, nothing),
    ("train-failed", "train", crashed, nothing),
    ("compare-queued", "compare", queued, emptied),
)
"""Name of a picture, path of its page, what leads to it, and what is done afterwards so that the next ones begin as usual."""
