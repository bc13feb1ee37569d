"""A teacher's five minutes on the Explain page: a number followed to the pixels, how it was learned, and why a mistake is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cnn_core.data.load import load_local
from cnn_core.engine import Inspection
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from cnn_core.summary import summarise
from cnn_core.training.events import event
from tests.browser.conftest import PATIENCE, App, cookie_of
from tests.browser.hands import draw_seven, go_to, settled, wait_ready

pytestmark = pytest.mark.browser

OWNER = "teacher-" + "x" * 24
EPOCHS = 3
LISTEN = """() => {
  window.said = [];
  const words = () => [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector('.microscope .words')).find(Boolean);
  setInterval(() => words() && said.push(words().textContent), 30);
}"""
"""Notes what the microscope says of the image from now on."""


def page_of(browser: Browser, app: App, path: str = "") -> Page:
    """A page of the teacher's browser."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.add_cookies([cookie_of(OWNER, app.url)])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{app.url}/{path}")
    return page


def finished(folder: RunFolder, epochs: int) -> None:
    folder.save_evaluation(RunFolder(PRETRAINED_PATH).evaluation())
    folder.append([event("evaluated", test_loss=0.1, test_accuracy=0.984)])
    folder.append([event("finished", reason="completed", epochs=epochs, seconds=1.0)])
    folder.save_result()


@pytest.fixture
def teacher(browser: Browser, app: App) -> Iterator[Page]:
    """The browser of somebody who has trained a network: on the way from random weights to those that came with the app."""
    learned = RunFolder(PRETRAINED_PATH)
    experiment = learned.meta.experiment
    experiment = replace(experiment, architecture=replace(experiment.architecture, name="taught"))
    folder = RunFolder.create(
        app.home / "runs", replace(learned.meta, id="taught", experiment=experiment, owner=owner_mark(OWNER))
    )
    weights, draw = learned.weights(), np.random.default_rng(1)
    first = {name: draw.normal(0, 0.05, array.shape).astype(np.float32) for name, array in weights.items()}
    for epoch in range(EPOCHS + 1):
        part = np.float32(epoch / EPOCHS)
        folder.save_checkpoint(epoch, {name: first[name] * (1 - part) + weights[name] * part for name in weights}, {})
    folder.save_weights(weights)
    finished(folder, EPOCHS)
    page = page_of(browser, app)
    yield page
    page.context.close()


@pytest.fixture
def blocks(browser: Browser, app: App) -> Iterator[Page]:
    """Explain with a network of blocks that has learned nothing."""
    meta, experiment = RunFolder(PRETRAINED_PATH).meta, PRESETS["resnet-small"].experiment
    folder = RunFolder.create(app.home / "runs", replace(meta, id="blocks", experiment=experiment, owner=owner_mark(OWNER)))
    shapes = {f"{row.index}.{each.name}": each.shape for row in summarise(experiment.architecture).rows for each in row.weights}
    draw = np.random.default_rng(1)
    folder.save_weights({name: np.abs(draw.normal(0, 0.1, shape)).astype(np.float32) for name, shape in shapes.items()})
    finished(folder, 1)
    page = page_of(browser, app, "explain")
    yield page
    page.context.close()


def mistake_of_one_filter() -> tuple[int, int, int, int]:
    """A test image that is classified wrongly, and correctly without one filter of the first layer: its number, the answer, the filter,
    and the answer without it."""
    network, digits = Inspection(RunFolder(PRETRAINED_PATH)), load_local("mnist-mini")
    for image in RunFolder(PRETRAINED_PATH).evaluation().wrong():
        scaled = digits.x_test[image : image + 1] / np.float32(255)
        for filter_ in range(10):
            now = int(network.without((((0, ""), (filter_,)),)).predict(scaled)[0].argmax())
            if now == digits.y_test[image]:
                return int(image), int(network.predict(scaled)[0].argmax()), filter_, now
    raise AssertionError("No mistake comes from one filter alone.")


def shown_part(page: Page, name: str) -> None:
    part = page.get_by_role("radio", name=name)
    expect(part).to_have_count(1)  # until the page has been drawn to its end, the one of before stands there too
    part.click()


def title(page: Page) -> Locator:
    return page.locator(".panel > h2")


def test_a_teacher_follows_a_number_to_the_pixels_plays_the_epochs_and_finds_what_makes_a_mistake(teacher: Page) -> None:
    page = teacher
    wait_ready(page)
    draw_seven(page, "stSidebar")
    go_to(page, "Explain")
    page.get_by_role("combobox", name="Trained network").click()
    page.get_by_role("option", name=re.compile("taught")).click()
    expect(page.get_by_role("button", name="Play the epochs")).to_be_visible()
    shown_part(page, "My drawing")
    words = page.locator(".microscope .words")
    expect(words).to_contain_text("Your drawing. Predicted: 7")

    maps = page.locator(".layer").nth(2).locator("canvas.over")
    maps.scroll_into_view_if_needed()
    maps.click(position={"x": 80, "y": 30})
    expect(title(page)).to_contain_text("3. Conv2D 64 3x3, map 1")
    said = page.locator(".panel > p").last.inner_text()
    top, bottom, left, right = (int(number) for number in re.findall(r"\d+", said))
    expect(page.locator(".readout")).to_contain_text(f"depends on {bottom - top + 1}x{right - left + 1} pixels of the image")
    for layer in ("2. MaxPooling 2x2, map", "1. Conv2D 32 3x3, map", "Image, row"):
        page.locator(".panel button.cell").first.click()
        expect(title(page)).to_contain_text(layer)
    expect(page.locator(".trail button")).to_have_count(4)
    expect(page.locator(".panel")).to_contain_text("This is where the trail ends")
    page.locator(".trail button").first.click()
    expect(title(page)).to_contain_text("3. Conv2D 64 3x3, map 1")

    maps.focus()  # the same by keyboard
    for key in ("PageDown", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(title(page)).to_contain_text(re.compile(r"3\. Conv2D 64 3x3, map \d+, row \d+, column \d+"))

    end = words.inner_text()
    page.evaluate(LISTEN)
    page.get_by_role("button", name="Play the epochs").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play the epochs")).to_be_visible(timeout=60_000)
    expect(words).to_have_text(end)
    answers = list(dict.fromkeys(page.evaluate("said")))
    assert len(answers) == EPOCHS + 1, answers  # that before the play is that of the last epoch
    assert answers[0] == end
    assert len({re.findall(r"[\d.]+%", each)[0] for each in answers}) > 1, answers

    image, wrong, filter_, right_ = mistake_of_one_filter()
    shown_part(page, "Mistakes")
    page.get_by_role("spinbutton", name="Number").fill(str(image))
    page.get_by_role("spinbutton", name="Number").press("Enter")
    expect(words).to_contain_text(re.compile(rf"Test image {image}, labelled {right_}\. Predicted: {wrong} \(.*wrongly"))
    shown_part(page, "Why this answer")
    for method in ("Occlusion", "Grad-CAM", "Gradient x input"):
        expect(page.get_by_alt_text(f"where the answer {wrong} comes from: {method}")).to_be_visible()

    shown_part(page, "Filters")
    expect(page.get_by_alt_text(re.compile("test images that excite filter 0"))).to_be_visible()
    off = page.get_by_role("combobox", name="Switched off")
    off.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # a page that still scrolls closes its lists
    off.click()
    page.keyboard.type(str(filter_))  # which others begin with or contain, too
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"This image was {wrong} and is {right_} now.")).to_be_visible()
    expect(page.get_by_text(f"with filter {filter_} of layer 1 switched off")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)  # a click while the list is open closes it and does no more

    editor = page.locator(".kernel-editor")
    editor.get_by_role("button", name="vertical edges").click()
    expect(page.get_by_text("with filter 0 changed by hand")).to_be_visible()
    corner = editor.get_by_role("spinbutton", name="Weight row 0, column 0")
    expect(corner).to_have_value(re.compile(r"^-0\."))
    corner.fill("0.5")
    expect(page.get_by_alt_text("2 pictures of the map of filter 0 for this image: as trained, now.")).to_be_visible()
    editor.get_by_role("button", name="Undo").click()
    expect(corner).to_have_value(re.compile(r"^-0\."))
    page.get_by_role("button", name="All filters as trained").click()
    expect(page.get_by_text("changed by hand")).to_have_count(0)


def test_a_block_that_opens_into_its_layers_leaves_the_page_where_it_is(blocks: Page) -> None:
    page = blocks
    page.get_by_role("combobox", name="Trained network").click()
    page.get_by_role("option", name=re.compile("resnet-small")).click()
    opener = page.get_by_role("button", name="Layers inside").nth(1)
    opener.scroll_into_view_if_needed()
    settled(page)
    main = page.get_by_test_id("stMain")
    where = main.evaluate("e => e.scrollTop")
    assert where > 300
    inside = page.locator(".layer.within")
    for number in (7, 0):  # two convolutions, the one beside them, their normalisations and an activation; and closed again
        opener.click()
        expect(inside).to_have_count(number)
        settled(page)
        assert main.evaluate("e => e.scrollTop") == where
