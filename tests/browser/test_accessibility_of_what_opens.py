"""Axe finds nothing moderate or worse in what opens with a click or a key either: lists, popovers, the menu of the theme, what a field does not take,
classes that become one. And the keyboard stays where it is meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App
from tests.browser.hands import place_for_files, settled
from tests.browser.test_accessibility import faults
from tests.uploads.make_uploads import TWO, class_folders, zipped

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(page: Page, app: App, scheme: str, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{app.url}/evaluate")
    chooser = page.get_by_role("combobox", name="Trained network")
    expect(chooser).to_be_visible()
    settled(page)
    found = []
    chooser.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    settled(page)
    found += [("runs", *each) for each in faults(page)]
    page.keyboard.press("Escape")
    expect(chooser).to_be_focused()
    for name in ("Load a network", "Save this network", "Reuse its layers", "Main menu"):
        opener = page.get_by_role("button", name=name)
        opener.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("stPopoverBody").or_(page.get_by_test_id("stMainMenuPopover"))).to_be_visible()
        settled(page)
        found += [(name, *each) for each in faults(page)]
        page.keyboard.press("Escape")
        settled(page)
        expect(opener).to_be_focused()
    page.goto(f"{app.url}/train")
    epochs = page.get_by_role("spinbutton", name="epochs")
    expect(epochs).to_be_visible()
    settled(page)
    epochs.fill("900")
    epochs.press("Enter")
    expect(page.get_by_text("900 is not taken")).to_be_visible()
    expect(epochs).to_be_focused()
    settled(page)
    found += [("a number", *each) for each in faults(page)]
    file = tmp_path / "flowers.zip"
    file.write_bytes(zipped(class_folders(TWO, size=(28, 28))))
    place_for_files(page).set_input_files(file)
    names = page.get_by_role("textbox", name="Names of the classes")
    names.fill("rose, rose")
    names.press("Tab")
    expect(page.get_by_text("are one class, rose")).to_be_visible()
    settled(page)
    assert page.evaluate("document.activeElement !== document.body")
    found += [("classes", *each) for each in faults(page)]
    assert found == []
