"""People who click faster than the app answers lose nothing, and what they set is what they get."""

from __future__ import annotations

import json
import re
import time

import pytest
from playwright.sync_api import Page, expect

from cnn_core.spec.layer import Layer
from cnn_core.workspace.edit_history import Desk
from tests.browser.conftest import App
from tests.browser.hands import go_to, set_epochs, settled, train, use_small_run, wait_ready

pytestmark = pytest.mark.browser

# Milliseconds between an edit and the click on another page: before, at and after the answer, and when the sidebar follows.
# Beside each, the filters that the edit before it leads to: the stops of the slider are ..., 16, 24, 32, 48, 64, ...
MOMENTS = {0: 24, 50: 32, 150: 48, 300: 32, 350: 48, 400: 32, 450: 48, 500: 32, 600: 24}


def saved_layers(app: App) -> tuple[Layer, ...]:
    """The layers on the desk that was saved last."""
    newest = max((app.home / "desks").glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    return Desk.from_json(json.loads(newest.read_text())["desk"]).experiment.architecture.layers


def expect_saved(app: App, layer: int, **values: object) -> None:
    """Waits until the saved desk has these values in a layer."""
    found: dict[str, object] = {}
    end = time.monotonic() + 20
    while time.monotonic() < end and found != values:
        found = {name: getattr(saved_layers(app)[layer], name) for name in values}
        time.sleep(0.1)
    assert found == values


def press(page: Page, field: str, *keys: str) -> None:
    """Presses keys on a slider of the layer in hand, without waiting for anything."""
    slider = page.locator(f'.panel input[type=range][data-field="{field}"]').first
    slider.focus()
    for key in keys:
        page.keyboard.press(key)


def expect_shown(page: Page, field: str, value: str) -> None:
    expect(page.locator(f'.panel output[data-out="{field}"]')).to_have_text(value)


def test_a_change_of_page_right_after_an_edit_is_never_lost(page: Page, app: App) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    filters = 32
    for moment, wanted in MOMENTS.items():
        expect(page.locator(".network-editor .params")).to_be_visible()
        page.locator(".table .name").first.click()
        press(page, "filters", "ArrowRight" if wanted > filters else "ArrowLeft")
        page.wait_for_timeout(moment)
        go_to(page, "Train")
        go_to(page, "Build")
        expect(page.locator(".table .name").first).to_have_text(f"Conv2D {wanted} 3x3")
        expect_shown(page, "filters", str(wanted))
        expect_saved(app, 0, filters=wanted)
        filters = wanted
    assert not faults


def test_edits_in_several_layers_at_once_all_arrive_with_their_last_values(page: Page, app: App) -> None:
    names = page.locator(".table .name")
    expect(names).to_have_count(8)
    names.nth(0).click()
    press(page, "filters", *["ArrowLeft"] * 4, *["ArrowRight"] * 7)
    press(page, "kernel_size", "ArrowRight", "ArrowRight")
    page.locator('.panel select[data-field="padding"]').select_option("same")
    names.nth(5).click()
    press(page, "rate", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    names.nth(6).click()
    press(page, "units", *["ArrowRight"] * 3)
    page.locator('.panel select[data-field="activation"]').select_option("tanh")
    go_to(page, "Train")
    go_to(page, "Build")
    expect(names.nth(0)).to_have_text("Conv2D 96 5x5")
    expect(names.nth(6)).to_have_text("Dense 192")
    for layer, field, value in ((0, "filters", "96"), (0, "kernel_size", "5 × 5"), (5, "rate", "0.35"), (6, "units", "192")):
        names.nth(layer).click()
        expect_shown(page, field, value)
    expect_saved(app, 0, filters=96, kernel_size=(5, 5), padding="same")
    expect_saved(app, 5, rate=0.35)
    expect_saved(app, 6, units=192, activation="tanh")


def test_a_slider_goes_on_from_where_the_hand_left_it_when_the_desk_leaves_its_trained_run(page: Page, app: App) -> None:
    page.locator(".table .name").first.click()
    expect(page.get_by_role("button", name="Look inside")).to_be_visible()
    press(page, "kernel_size", "ArrowRight")
    expect(page.get_by_role("button", name="Look inside")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect_shown(page, "kernel_size", "5 × 5")
    expect_saved(app, 0, kernel_size=(5, 5))


ALL_AT_ONCE = """
  const native = WebSocket.prototype.addEventListener;
  WebSocket.prototype.addEventListener = function (type, hear, ...more) {
    if (type !== "message") return native.call(this, type, hear, ...more);
    native.call(this, type, (message) => (window.kept ? window.kept.push(() => hear(message)) : hear(message)), ...more);
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...message) {
    if (!window.silent) send.apply(this, message);
  };
  window.release = () => {
    const kept = window.kept;
    window.kept = null;
    window.silent = true; // what is asked for later would draw the page again
    for (const each of kept) each();
  };
"""


def test_a_page_is_whole_though_its_messages_come_at_once_with_those_of_an_edit_on_the_page_before(page: Page) -> None:
    """As a browser that is busy for a second has them. Streamlit empties the new page at the second of two runs that come so."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    page.add_init_script(ALL_AT_ONCE)
    page.reload()
    wait_ready(page)
    page.locator(".table .name").first.click()
    settled(page)
    page.evaluate("window.kept = []")
    page.get_by_test_id("stTopNavLinkContainer").get_by_role("link", name="Data").click()
    press(page, "filters", "ArrowRight")
    page.wait_for_function("window.kept.length > 20")
    page.wait_for_timeout(1500)
    page.evaluate("window.release()")
    settled(page)
    assert page.get_by_role("heading", name="Data", exact=True).is_visible()
    assert not faults


BACK_TWICE = """async () => {
  const back = () => new Promise((done) => { window.addEventListener("popstate", done, { once: true }); window.history.back(); });
  await back();
  await back();
}"""


def test_the_pages_ahead_stay_ahead_when_back_is_pressed_twice_at_once(page: Page) -> None:
    """Streamlit's answer to the first press comes after the second one. Forward led nowhere then."""
    for name in ("Data", "Learn"):
        go_to(page, name)
    page.evaluate(BACK_TWICE)
    for name in ("Build", "Data", "Learn"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        settled(page)
        page.go_forward()
    expect(page.get_by_role("heading", name="Learn", exact=True)).to_be_visible()


def test_many_clicks_on_train_make_one_run(page: Page, app: App) -> None:
    def runs() -> set[str]:
        return {folder.parent.name for folder in (app.home / "runs").glob("*/run.json")}

    use_small_run(page)
    wait_ready(page)
    before = runs()
    button = page.get_by_test_id("stSidebar").get_by_role("button", name="Train")
    button.evaluate("(each) => [0, 40, 80, 120, 160, 200].forEach((moment) => setTimeout(() => each.click(), moment))")
    expect(page.get_by_test_id("stMain").get_by_text("Finished 1 epoch")).to_be_visible(timeout=120_000)
    assert len(runs() - before) == 1


def test_four_clicks_that_meet_the_timer_of_a_busy_page_count_once_each(page: Page, app: App) -> None:
    """The browser has work when the timer of the live panel comes due and the finger leaves the button: the click is heard first, the
    timer sends what is waiting, and then the click is sent."""
    use_small_run(page)
    wait_ready(page)
    go_to(page, "Train")
    set_epochs(page, 200)
    train(page)
    main = page.get_by_test_id("stMain")
    double = main.get_by_role("button", name="Double the rate")
    line = page.locator(".st-key-run-status")
    for rate in ("0.002", "0.004", "0.008", "0.016"):
        expect(double).to_be_enabled(timeout=60_000)
        double.hover()
        page.mouse.down()
        page.evaluate("setTimeout(() => { const end = performance.now() + 900; while (performance.now() < end); }, 20)")
        page.wait_for_timeout(200)
        page.mouse.up()
        once = re.compile(rf"learning rate {rate}(?!\d)")
        expect(line).to_contain_text(once)
        page.wait_for_timeout(1500)  # timers go on, and none of them brings the click again
        expect(line).to_contain_text(once)
    page.mouse.move(1, 1)  # the help of the button under the mouse lies over the others
    main.get_by_role("button", name="Stop", exact=True).click()
