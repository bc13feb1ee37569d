"""Axe, the accessibility checker, finds nothing moderate or worse on any page, in light or in dark, on a desk or a telephone; no page is wider
than its window."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import App
from tests.browser.hands import settled

pytestmark = pytest.mark.browser
PAGES = {
    "Build": "",
    "Data": "data",
    "Train": "train",
    "Evaluate": "evaluate",
    "Draw": "draw",
    "Explain": "explain",
    "Compare": "compare",
    "Learn": "learn",
}


GRAVE = ("moderate", "serious", "critical")
STREAMLITS = {
    '[role="tooltip"]': "what a button says while it has the pointer or the keyboard, and is described by",
    '[data-testid="stMainMenuPopover"]': "the menu in the corner, which has the keyboard as long as it is open",
    '[role="listbox"]': "what a field offers, while the keyboard is in that field",
}
"""What Streamlit draws at the end of the document, so that axe finds it outside of every landmark (rule "region"), and why nobody comes upon it
there: each belongs to what has the keyboard, and goes when the keyboard does."""
OF_STREAMLIT = """(target) => { const e = document.querySelector(target[0]);
  return %s.some((each) => e?.closest(each) || (e?.querySelector(each) && e.hasAttribute("data-floating-ui-portal"))); }"""


def faults(page: Page) -> list[tuple[str, str]]:
    """Rule and element of everything that axe calls moderate, serious or critical, but what is Streamlit's."""
    violations = Axe().run(page).response["violations"]
    found = [(each["id"], node) for each in violations if each["impact"] in GRAVE for node in each["nodes"]]
    return [
        (rule, node["html"][:200])
        for rule, node in found
        if rule != "region" or not page.evaluate(OF_STREAMLIT % list(STREAMLITS), node["target"])
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_any_page_and_none_can_be_moved_sideways(page: Page, app: App, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(app.url)
    ready = page.get_by_test_id("stSidebar").get_by_text("parameters") if width > 767 else page.locator(".network-editor .table")
    expect(ready).to_be_visible()
    settled(page)
    page.emulate_media(color_scheme=scheme)  # as a system does at dusk: the page that is open follows
    found = []
    for title, path in PAGES.items():
        if title != "Build":
            page.goto(f"{app.url}/{path}")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        if width > 767:
            expect(ready).to_be_visible()
        if title == "Compare":
            page.get_by_text("Vary the network on the desk").click()
            expect(page.get_by_text("What varies")).to_be_visible()
        found += [(title, *each) for each in lasting_faults(page)]
        assert_nothing_moves_sideways(page, title)
        if title == "Evaluate":
            for tab in ("Classes", "Mistakes", "Network"):
                page.get_by_role("tab", name=tab).click()
                found += [(tab, *each) for each in lasting_faults(page)]
        if title == "Explain":
            for part in ("Why this answer", "Filters", "Weights", "Map of images"):
                page.get_by_role("radio", name=part).click()
                found += [(part, *each) for each in lasting_faults(page)]
    assert found == []


def lasting_faults(page: Page) -> list[tuple[str, str]]:
    """Of a page that has come to rest. What is just being drawn anew is faded, so a fault is one that is there at the second look, too."""
    settled(page)
    if faults(page):
        page.wait_for_timeout(3_000)
        return faults(page)
    return []


def assert_nothing_moves_sideways(page: Page, title: str) -> None:
    for part in ("stAppViewContainer", "stMain"):
        room = page.get_by_test_id(part).evaluate("e => e.scrollWidth - e.clientWidth")
        assert room <= 0, (title, part, room)


FOCUS = """() => {
  const look = (e) => {
    const parts = [];
    for (let n = e, k = 0; n && k < 5; n = n.parentElement, k++) {
      const s = getComputedStyle(n);
      parts.push(s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor, n.ownerSVGElement ? n.getAttribute("class") : "");
    }
    return parts.join();
  };
  let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), name = (e.getAttribute("aria-label") || e.textContent || e.type || "").trim().slice(0, 60);
  return {kind: e.tagName.toLowerCase(), name, look: look(e), ringed: getComputedStyle(e).outlineStyle !== "none", seen: box.width > 1 && box.height > 1};
}"""
MOST = 160
"""Stops of the Tab key on a page; more would be a trap."""


def stops(page: Page) -> list[dict[str, object]]:
    """Where Tab leads from the top of the page, until it leaves it."""
    found = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        page.wait_for_timeout(40)
        stop = page.evaluate(FOCUS)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError(f"Tab does not leave the page: {[each['name'] for each in found[-12:]]}")


@pytest.mark.long
def test_tab_leads_through_every_page_and_out_again_and_what_has_the_focus_is_seen(page: Page, app: App) -> None:
    for title, path in PAGES.items():
        page.goto(f"{app.url}/{path}")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        page.wait_for_timeout(2_500)
        found = stops(page)
        names = [str(each["name"]) for each in found]
        links = [next(k for k, name in enumerate(names) if name.endswith(each)) for each in ("Data", "Build", "Train", "Learn")]
        assert links == sorted(links), title  # in the order of the work
        assert len(found) > links[-1] + 3, title
        elsewhere = ("input", "div", "td")  # what shows the focus is another element, of a cell the canvas of its table
        assert [each["name"] for each in found if not each["seen"] and each["kind"] not in elsewhere] == [], title
        looks = [each["look"] for each in found]
        plain = [
            (title, each["kind"], each["name"])
            for each in found
            if not each["ringed"]
            and each["kind"] in ("a", "button", "main", "summary")
            and looks.count(each["look"]) > len(found) / 2
        ]
        assert plain == []


@pytest.mark.long
def test_enter_and_space_do_what_a_click_does(page: Page, app: App) -> None:
    page.goto(f"{app.url}/Train/")  # as somebody types it
    expect(page.get_by_role("heading", name="Train", exact=True)).to_be_visible()
    switch = page.get_by_role("switch", name="Loss on a log scale")
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_be_checked()
    page.get_by_role("link", name="Draw", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Draw", exact=True)).to_be_visible()
    page.get_by_role("link", name="Evaluate", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Evaluate", exact=True)).to_be_visible()
    page.get_by_role("radio", name="percent").or_(page.get_by_role("button", name="percent")).first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("predicted, percent of the row")).to_be_visible()
    page.get_by_role("tab", name="Matrix").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Most often missed")).to_be_visible()
    for name in ("Draw", "Evaluate"):
        page.get_by_role("link", name=name, exact=True).first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    # What was chosen is still so.
    expect(page.get_by_text("Most often missed")).to_be_visible()
    page.get_by_role("tab", name="Matrix").click()
    expect(page.get_by_text("predicted, percent of the row")).to_be_visible()
    page.locator(".js-plotly-plot:visible").first.hover(position={"x": 200, "y": 200})
    expect(page.locator(".hoverlayer .hovertext").first).to_be_visible()
    assert page.locator(".spikeline").count() == 0  # no line through the numbers


@pytest.mark.long
def test_two_fingers_on_the_pad_scroll_the_page_and_leave_no_ink(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{app.url}/draw")
    pad = page.locator(".pad").last
    pad.scroll_into_view_if_needed()
    expect(page.get_by_text("What will it predict?").last).to_be_visible()
    page.wait_for_timeout(1_000)
    box = pad.bounding_box()
    assert box is not None
    main = page.get_by_test_id("stMain")
    before = main.evaluate("e => e.scrollTop")
    hand = context.new_cdp_session(page)

    def fingers(y: float) -> list[dict[str, float]]:
        return [{"x": box["x"] + part * box["width"], "y": y, "id": number} for number, part in enumerate((0.3, 0.7))]

    low = box["y"] + 0.8 * box["height"]
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": fingers(low)})
    for step in range(1, 12):
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": fingers(low - 12 * step)})
        page.wait_for_timeout(30)
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(500)
    assert main.evaluate("e => e.scrollTop") > before
    expect(page.locator("[data-do=undo]").last).to_be_disabled()
    context.close()
