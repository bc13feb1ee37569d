"""What a person's hands do on the pages."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def go_to(page: Page, name: str) -> None:
    """Chooses a page in the navigation at the top."""
    page.get_by_test_id("stTopNavLinkContainer").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def wait_ready(page: Page) -> None:
    """Waits until the engine is ready and has measured the machine, both of which draw the sidebar anew."""
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("on this machine").or_(sidebar.get_by_text("does not work yet"))).to_be_visible(timeout=120_000)


RESTS = """(rest) => new Promise((done) => {
  let last = performance.now();
  const began = last, changes = new MutationObserver(() => { last = performance.now(); });
  changes.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  const look = setInterval(() => {
    const now = performance.now();
    if (now - last < rest && now - began < 10 * rest) return;
    clearInterval(look);
    changes.disconnect();
    done();
  }, 50);
})"""


def settled(page: Page, rest: int = 500) -> None:
    """Waits until nothing on the page has changed for so many milliseconds: pictures and charts come after the words."""
    page.evaluate(RESTS, rest)


def place_for_files(page: Page) -> Locator:
    """Where files of own images are given on Data: no hand has one ready before the page has come to rest."""
    go_to(page, "Data")
    page.get_by_text("Use your own images").click()
    settled(page)
    return page.locator("input[type=file]").first


def set_range(page: Page, field: str, value: int) -> None:
    """Moves a slider of the network editor to a value, one step at a time as the arrow keys do."""
    slider = page.locator(f'.panel input[type=range][data-field="{field}"]').first
    slider.focus()
    out = page.locator(f'.panel output[data-out="{field}"]')
    for _ in range(40):
        now = int(out.inner_text().split(" ")[0])
        if now == value:
            return
        slider.press("ArrowRight" if now < value else "ArrowLeft")
    raise AssertionError(f"{field} cannot be set to {value}")


def add_layer(page: Page, kind: str) -> None:
    """Adds a layer behind the chosen one, from the menu of the network editor."""
    page.locator(".network-editor .bar").get_by_role("button", name="Add a layer").click()
    page.locator(f'.network-editor .menu [data-kind="{kind}"]').click()


def mend(page: Page) -> None:
    """Applies the first fix that is offered for an error until there is none."""
    expect(page.locator(".table")).to_be_visible()
    advice = page.locator(".advice")
    for _ in range(6):
        before = advice.inner_text()
        if not page.locator(".issue.error").count():
            return
        page.locator(".issue.error button").first.click()
        expect(advice).not_to_have_text(before, use_inner_text=True)
    raise AssertionError(f"Six fixes were not enough: {advice.inner_text()}")


def set_epochs(page: Page, number: int) -> None:
    """Types the number of epochs on the Train page and waits until it is saved."""
    field = page.get_by_role("spinbutton", name="epochs")
    field.fill(str(number))
    field.press("Enter")
    page.wait_for_timeout(600)


def train(page: Page) -> None:
    """Presses the one primary button."""
    page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("Train")).click()


def use_small_run(page: Page) -> None:
    """Settings with which a training takes a second or two: one epoch on 8x8 digits."""
    go_to(page, "Data")
    page.get_by_role("radio", name="Digits 8x8").or_(page.get_by_role("button", name="Digits 8x8")).first.click()
    expect(page.get_by_test_id("stSidebar").get_by_text("Digits 8x8")).to_be_visible()
    go_to(page, "Build")
    mend(page)
    go_to(page, "Train")
    set_epochs(page, 1)


def drawn_points(page: Page, metric: str) -> int:
    """How many points the line of the batches has now, of the loss or of the accuracy."""
    axis = {"loss": "y", "accuracy": "y2"}[metric]
    return int(
        page.evaluate(
            "axis => document.querySelector('.js-plotly-plot')?.data?.find(t => t.yaxis === axis && t.name.includes('batch'))?.x?.length ?? 0",
            axis,
        )
    )


A_SEVEN = re.compile("^(Prediction:|Not sure: perhaps) 7$")
"""What a network says of a 7, one that has learned for an epoch or two, too."""


def draw_seven(page: Page, place: str = "stMain") -> str:
    """Draws a 7 with the mouse, on the large pad or in "stSidebar", and returns what the page says before the button is let go."""
    host = page.get_by_test_id(place)
    pad = host.locator("canvas.pad")
    expect(pad).to_be_visible()
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    corners = [(0.27, 0.25), (0.73, 0.25), (0.45, 0.8)]
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    page.mouse.move(*points[0])
    page.mouse.down()
    for target in points[1:]:
        page.mouse.move(*target, steps=15)
    expect(host.locator(".verdict")).to_have_text(A_SEVEN, timeout=5_000)
    said = host.locator(".verdict").inner_text()
    page.mouse.up()
    return said
