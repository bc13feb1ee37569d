"""Own images in one go: chosen, understood, corrected, taken, learned from; a mistake is acted on, and the network trained again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import App
from tests.browser.hands import go_to, place_for_files, set_epochs, train, wait_ready
from tests.uploads.make_uploads import BLUE, TWO, class_folders, picture, zipped

pytestmark = [pytest.mark.browser, pytest.mark.long]

WRONG = [(f"flowers/validation/red/wrong{number}.png", picture(BLUE, (28, 28))) for number in range(2)]


def flowers() -> bytes:
    """Two classes in two parts, among them two blue pictures that lie in the folder of the red ones, and a list that is no picture."""
    parts = [("train", 30), ("validation", 10)]
    members = [each for part, count in parts for each in class_folders(TWO, count, f"flowers/{part}/", size=(28, 28))]
    return zipped([*members, *WRONG, ("flowers/read me.txt", b"drawn by a program")])


def walk(page: Page, file: Path) -> None:
    """From the file to the second training."""
    main, sidebar = page.get_by_test_id("stMain"), page.get_by_test_id("stSidebar")
    wait_ready(page)
    place_for_files(page).set_input_files(file)
    expect(main.get_by_text("82 pictures in 2 classes")).to_be_visible()
    expect(main.get_by_text("There is a validation part and no test part")).to_be_visible()
    expect(main.get_by_text("Set aside: 1 file or folder.")).to_be_visible()
    main.get_by_text("learn from them too").click()
    expect(main.get_by_text("a fifth of each class is held back")).to_be_visible()
    main.get_by_text("test with them", exact=True).click()
    expect(main.get_by_text("a fifth of each class is held back")).to_have_count(0)
    expect(main.get_by_text("Set aside: 1 file or folder.")).to_be_visible()
    page.wait_for_timeout(1000)  # until the page that was drawn anew listens to the button
    main.get_by_role("button", name="Use these images").click()
    expect(sidebar.get_by_text("60 images 28x28x3, 2 classes")).to_be_visible()
    go_to(page, "Train")
    set_epochs(page, 3)
    train(page)
    expect(main.get_by_text(re.compile("Finished 3 epochs"))).to_be_visible(timeout=120_000)
    go_to(page, "Evaluate")
    page.get_by_role("tab", name="Mistakes").click()
    expect(main.get_by_text("Correct an image").last).to_be_visible()
    main.get_by_text("Correct an image").last.click()
    page.get_by_role("button", name="Leave it out of the test").click()
    page.keyboard.press("Escape")
    expect(main.get_by_text("1 test image left out").last).to_be_visible()
    main.get_by_role("button", name="Train again with this").last.click()
    go_to(page, "Train")
    expect(main.get_by_text(re.compile("Finished 3 epochs"))).to_be_visible(timeout=120_000)
    go_to(page, "Evaluate")
    expect(main.get_by_text("Without 1 test image that somebody left out")).to_be_visible(timeout=60_000)


@pytest.mark.provokes("(Comm|Stream)ClosedError")  # between the app that is ended and its engine
def test_a_file_is_taken_learned_from_corrected_and_learned_from_again(
    browser: Browser, start: Callable[[], App], tmp_path: Path
) -> None:
    file = tmp_path / "flowers.zip"
    file.write_bytes(flowers())
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(start().url)
    walk(page, file)
    context.close()
