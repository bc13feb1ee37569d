"""A report on a sheet of A4: no number and no word is cut in two, and what belongs together stands on one page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from cnn_core.data.load import load_local
from cnn_core.report import gather, report_html
from cnn_core.runs import PRETRAINED_PATH, RunFolder

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 688, 1002
"""Pixels of A4 within the margins of the page."""
CUT = """() => [...document.querySelectorAll('dd')].flatMap((value) => {
  const node = value.firstChild, range = document.createRange(), cut = [];
  for (const word of node.data.matchAll(/\\S+/g)) {
    range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
    if (range.getClientRects().length > 1 && word[0].length < 40) cut.push(word[0]);
  }
  return cut;
})"""
BOTTOM = "(heading) => [...document.querySelectorAll('section')].find((s) => s.innerText.startsWith(heading)).getBoundingClientRect().bottom"


def test_settings_are_whole_and_with_the_network_on_the_first_page(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    page.set_content(report_html(gather(RunFolder(PRETRAINED_PATH), load_local("mnist-mini"))))
    assert page.evaluate(CUT) == []
    assert page.evaluate(BOTTOM, "Data and settings") <= HEIGHT
    matrix, figures = (page.locator(f".beside {each}").bounding_box() for each in (".matrix", "> table"))
    assert matrix is not None
    assert figures is not None
    assert figures["x"] > matrix["x"] + matrix["width"], "beside each other"
    page.close()
