"""The channel between a component's script and Python, in a page of its own with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from pages.widgets.components.channel import CHANNEL

pytestmark = pytest.mark.browser

ELEMENTS = '<div id="first"></div><div id="second"></div>'
SCRIPT = """
const said = [];
const component = { setStateValue: (name, value) => said.push(value), setTriggerValue: (name) => said.push(name) };
const open = (id, options) => {
  const opened = new Channel(document.getElementById(id), 'commands', { patience: 400, replaces: (last, next) => last.field === next.field, ...options });
  opened.hear(component);
  return opened;
};
const first = open('first');
"""


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.clock.install(time=0)
    page.set_content(ELEMENTS)
    page.clock.pause_at(10_000)
    page.add_script_tag(content=Path(CHANNEL).read_text(encoding="utf-8") + SCRIPT)
    yield page
    page.close()


def do(page: Page, deed: str) -> None:
    page.evaluate(f"() => {{ {deed} }}")


def said(page: Page) -> list[Any]:
    """What Python was sent since the last look: of each message its field and its number."""
    sendings: list[Any] = page.evaluate("() => said.splice(0)")
    return [each if isinstance(each, str) else [(one["field"], one["seq"]) for one in each] for each in sendings]


def test_a_message_is_sent_again_until_its_number_is_answered(blank: Page) -> None:
    do(blank, "first.post({ field: 'filters' }, true)")
    assert said(blank) == [[("filters", 1)]]
    blank.clock.run_for(401)
    assert said(blank) == [[("filters", 1)]]
    do(blank, "first.hear(component, 1)")
    blank.clock.run_for(5_000)
    assert said(blank) == []


def test_every_sending_differs_since_streamlit_passes_on_only_what_has_changed(blank: Page) -> None:
    do(blank, "first.post({ field: 'filters' }, true)")
    blank.clock.run_for(401)
    once, again = blank.evaluate("() => said")
    assert once != again


def test_a_newer_value_of_the_same_field_replaces_the_one_before_and_others_keep_their_order(blank: Page) -> None:
    do(blank, "for (const field of ['units', 'filters', 'filters', 'rate']) first.post({ field }, true)")
    assert said(blank)[-1] == [("units", 1), ("filters", 3), ("rate", 4)]


def test_what_is_answered_in_part_leaves_the_rest_to_be_sent_again(blank: Page) -> None:
    do(blank, "for (const field of ['units', 'filters']) first.post({ field }, true); said.length = 0; first.hear(component, 1)")
    blank.clock.run_for(401)
    assert said(blank) == [[("filters", 2)]]


def test_what_is_unanswered_outlives_its_element(blank: Page) -> None:
    do(blank, "first.post({ field: 'filters' }, true); document.getElementById('first').remove(); said.length = 0")
    do(blank, "open('second')")
    blank.clock.run_for(401)
    assert said(blank) == [[("filters", 1)]]


def test_an_element_that_has_left_the_page_is_silent(blank: Page) -> None:
    do(blank, "first.post({ field: 'filters' }, true); document.getElementById('first').remove(); said.length = 0")
    blank.clock.run_for(5_000)
    do(blank, "first.post({ field: 'units' }, true); first.tell('settled'); first.after(1, () => said.push('later'))")
    blank.clock.run_for(5_000)
    assert said(blank) == []


def test_without_urgency_a_message_waits_for_the_answer_to_the_one_before_and_for_the_pause(blank: Page) -> None:
    do(blank, "first.pause = 80; first.post({ field: 'stroke' }); first.post({ field: 'stroke' })")
    assert said(blank) == [[("stroke", 1)]]
    blank.clock.run_for(50)
    do(blank, "first.hear(component, 1)")
    assert said(blank) == []
    blank.clock.run_for(31)
    assert said(blank) == [[("stroke", 2)]]
    blank.clock.run_for(100)
    do(blank, "first.post({ field: 'stroke' })")
    assert said(blank) == []
    do(blank, "first.post({ field: 'stroke' }, true)")
    assert said(blank) == [[("stroke", 4)]]


def test_numbers_go_on_from_the_last_one_that_python_has_answered(blank: Page) -> None:
    do(blank, "first.hear(component, 7); first.post({ field: 'filters' }, true)")
    assert said(blank) == [[("filters", 8)]]
