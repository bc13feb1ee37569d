"""The curves of a training grow before one's eyes: they do not go out and come again with every epoch."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from cnn_core.presets import PRESETS
from cnn_core.training.optimizers import SGD
from cnn_core.workspace.share_link import to_link
from tests.browser.conftest import App
from tests.browser.hands import go_to, settled, train, wait_ready

pytestmark = pytest.mark.browser

WATCH = """() => {
  window.drawings = new Set(); window.blank = 0;
  let gone = false;
  const look = () => {
    const place = document.querySelector(".st-key-drawings-of-curves");
    const drawings = [...place.querySelectorAll(".js-plotly-plot")];
    const seen = drawings.filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.querySelector(".main-svg .infolayer text"));
    for (const each of drawings) window.drawings.add(each);
    if (seen.length) gone = false;
    else if (window.drawings.size && !gone) gone = Boolean(++window.blank);
    requestAnimationFrame(look);
  };
  look();
}"""

PLACES = """() => {
  window.places = new Set();
  const look = () => {
    const curves = document.querySelector(".st-key-drawings-of-curves"), page = document.querySelector(".stMainBlockContainer");
    if (curves) window.places.add(Math.round(curves.getBoundingClientRect().top - page.getBoundingClientRect().top));
    requestAnimationFrame(look);
  };
  look();
}"""
WHOLE = """() => [...document.querySelectorAll(".st-key-drawings-of-curves .xtitle, .st-key-run-doctor p, .st-key-curves-and-images img")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true })).map((e) => Math.round(e.getBoundingClientRect().bottom))"""


def moved(page: Page) -> int:
    """Pixels between the highest and the lowest place of the curves since they are looked at; one is a matter of rounding."""
    places: list[int] = page.evaluate("[...window.places]")
    return max(places) - min(places)


def far_too_large(epochs: int) -> str:
    """The link of a network that soon does not get on: each step is 200 times the usual one."""
    small = PRESETS["mlp"].experiment
    training = replace(small.training, optimizer=SGD(learning_rate=2.0), epochs=epochs)
    return to_link(replace(small, data=replace(small.data, train_size=2000), training=training))


def test_curves_keep_their_place_when_the_doctor_speaks_and_are_whole_before_an_audience(page: Page, app: App) -> None:
    """They moved down by 108 pixels in the middle of a training, and before an audience their epochs were below the screen."""
    wait_ready(page)
    page.get_by_role("button", name="Got it").click()
    page.goto(f"{app.url}/train?x={far_too_large(30)}")
    page.wait_for_function("location.search === ''")
    page.reload()  # what came with a link is said once
    doctor = page.locator(".st-key-run-doctor")
    for width, height in ((1440, 900), (1024, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        page.evaluate(PLACES)
        page.locator(".st-key-run-buttons .st-key-train button").filter(visible=True).click()
        expect(page.locator(".st-key-run-status").get_by_text(re.compile(r"Epoch \d+ of 30"))).to_be_visible()
        expect(doctor.get_by_role("status")).to_be_visible()
        expect(page.get_by_test_id("stMain").get_by_text("Finished 30 epochs")).to_be_visible(timeout=90_000)
        settled(page)
        assert moved(page) <= 1, width
    page.set_viewport_size({"width": 1440, "height": 900})
    page.keyboard.press("Alt+p")
    expect(page.get_by_role("button", name="Leave presentation")).to_be_visible()
    for width, height in ((1024, 768), (1280, 720), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        bottoms = page.evaluate(WHOLE)
        assert len(bottoms) >= 3
        assert max(bottoms) <= height, width
    page.keyboard.press("Alt+p")
    doctor.get_by_role("button", name="Why").press("Enter")
    expect(
        page.get_by_test_id("stPopoverBody").get_by_text(re.compile("(Take|Train again from scratch with) 0.01"))
    ).to_be_visible()
    page.keyboard.press("Escape")
    settled(page)
    page.evaluate(PLACES)
    doctor.get_by_role("button", name=re.compile("0.01")).click()  # its cure, which is trained
    expect(page.get_by_text("the changed experiment is on the desk")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text("the changed experiment is on the desk")).to_be_hidden()
    assert moved(page) <= 1


def test_on_a_telephone_nothing_moves_or_overlaps_when_the_rate_is_halved_in_a_pause(page: Page, app: App) -> None:
    """What was done to the rate came as a line of its own, and after the pause; what the doctor said lay below its button."""
    wait_ready(page)
    page.get_by_role("button", name="Got it").click()
    small = PRESETS["small-cnn"].experiment  # its dropout: validation lies above training
    link = to_link(replace(small, data=replace(small.data, train_size=2000), training=replace(small.training, epochs=4)))
    page.goto(f"{app.url}/train?x={link}")
    page.wait_for_function("location.search === ''")
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    main, doctor = page.get_by_test_id("stMain"), page.locator(".st-key-run-doctor")
    press = page.locator(".st-key-run-buttons button").filter(visible=True)
    expect(press.filter(has_text="Train")).to_be_visible()
    settled(page)
    page.evaluate(PLACES)
    press.filter(has_text="Train").first.click()
    expect(main.get_by_text("Epoch 1 of 4")).to_be_visible(timeout=90_000)
    press.filter(has_text="Pause").click()
    expect(main.get_by_text("Paused in epoch")).to_be_visible()
    for rate in ("0.0005", "0.00025"):
        press.filter(has_text="Halve the rate").click()
        expect(main.get_by_text(f"learning rate {rate} from here on")).to_be_visible()
    press.filter(has_text="Go on").click()
    said = doctor.get_by_text("lies above training")
    expect(said).to_be_visible(timeout=90_000)
    words, why = said.bounding_box(), doctor.get_by_role("button", name="Why").bounding_box()
    assert words is not None
    assert why is not None
    assert words["y"] + words["height"] <= why["y"]
    expect(main.get_by_text("Finished 4 epochs")).to_be_visible(timeout=90_000)
    settled(page)
    assert moved(page) <= 1


def test_curves_are_seen_all_the_time_while_they_are_drawn_anew(page: Page) -> None:
    """Each of some thirty drawings of a training left its place empty for 50 ms, and one for 250."""
    go_to(page, "Train")
    train(page)
    page.locator(".st-key-drawings-of-curves .scatterlayer path").first.wait_for(timeout=90_000)
    page.evaluate(WATCH)
    page.wait_for_function("window.drawings.size > 12", timeout=90_000)
    assert page.evaluate("window.blank") <= 1  # where so much else is on that two drawings come before one is seen
    page.get_by_role("button", name="Stop").click()  # the next test has the engine for itself
    expect(page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("^Train"))).to_be_enabled(timeout=30_000)
