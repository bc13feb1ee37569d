"""Files that do not arrive: a server before the app refuses them, or they are larger than the app takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import go_to, place_for_files, settled
from tests.uploads.make_uploads import TWO, class_folders, zipped

pytestmark = pytest.mark.browser
SENT = "**/_stcore/upload_file/**"


@pytest.mark.provokes("did not arrive|was not taken")
def test_files_that_a_server_before_the_app_refuses_are_named_and_the_others_are_looked_at(page: Page, tmp_path: Path) -> None:
    files = place_for_files(page)
    for status, words in ((413, "lets through (413)"), (403, "refused it (403)"), (502, "did not answer (502)")):
        answer = {"status": status, "content_type": "text/html", "body": "<h1>a proxy</h1>"}
        page.route(SENT, lambda route: route.fulfill(**answer))  # noqa: B023  (it is answered within this round)
        files.set_input_files({"name": f"a{status}.zip", "mimeType": "application/zip", "buffer": b"PK"})
        expect(page.get_by_test_id("stToast").filter(has_text=f"a{status}.zip did not arrive")).to_contain_text(words)
        expect(page.get_by_test_id("stFileChip").get_by_role("alert").last).to_have_text(re.compile("This file did not arrive"))
        page.unroute(SENT)
    expect(page.get_by_text("AxiosError")).to_have_count(0)

    with (tmp_path / "large.zip").open("wb") as file:
        file.truncate(201 * 2**20)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/_stcore/upload_file/" in request.url else None)
    files.set_input_files(tmp_path / "large.zip")
    expect(page.get_by_test_id("stToast").filter(has_text="large.zip was not taken")).to_contain_text(
        "It has 210.8 MB (201 MiB), and 209.7 MB (200 MiB) is the most; take fewer images, or smaller ones"
    )
    assert not sent
    in_panel = page.get_by_test_id("stExpander").get_by_test_id("stAlert").filter(has_text="large.zip was not taken")
    expect(in_panel).to_contain_text("pixels are used.")  # to the end, and it stays

    refused = iter([413])
    page.route(SENT, lambda route: route.fulfill(status=each) if (each := next(refused, 0)) else route.continue_())
    for name in ("red", "blue"):
        (tmp_path / f"{name}.zip").write_bytes(zipped(class_folders(TWO, count=10, size=(28, 28))))
    files.set_input_files([tmp_path / "red.zip", tmp_path / "blue.zip"])
    expect(page.get_by_test_id("stToast").filter(has_text=re.compile("(red|blue).zip did not arrive"))).to_be_visible()
    expect(page.get_by_text("20 pictures in 2 classes")).to_be_visible()
    expect(in_panel).to_have_count(0)

    page.reload()  # which threw the upload away without a word
    settled(page)
    gone = page.get_by_test_id("stAlert").filter(has_text="has to be chosen again")
    expect(gone).to_have_count(1)
    place_for_files(page).set_input_files(tmp_path / "red.zip")
    expect(page.get_by_text("20 pictures in 2 classes")).to_be_visible()
    expect(gone).to_have_count(0)
    page.get_by_role("button", name="Cancel").click()
    settled(page)
    page.reload()
    settled(page)
    expect(gone).to_have_count(0)  # it was put away before

    go_to(page, "Draw")
    page.get_by_role("radio", name="Pictures").click()
    settled(page)
    pictures = page.get_by_test_id("stMain").locator("input[type=file]")
    for name in ("photo.png", "another.png"):  # at most 50 MB are read there
        with (tmp_path / name).open("wb") as file:
            file.truncate(70 * 2**20)
        sent.clear()
        pictures.set_input_files(tmp_path / name)
        expect(page.get_by_test_id("stToast").filter(has_text=f"{name} was not taken")).to_contain_text("50 MB is the most")
        expect(page.get_by_test_id("stToast")).to_have_count(1)  # another file is the answer to the one before
        expect(page.get_by_role("alert").filter(has_text="The message on this page says why").last).to_be_attached()
        assert not sent


def test_what_is_set_aside_is_shown_to_its_end_or_fades_out_where_it_goes_on(page: Page) -> None:
    """On a narrow page a list of a few lines was cut in the middle of one, with an empty strip below it."""
    kinds = {
        "empty.png": b"",
        "text.png": b"hello",
        "page.jpg": b"<html></html>",
        "cut.png": b"\x89PNG\r\n\x1a\n",
        "a.svg": b"<svg/>",
    }
    kinds |= {"heic.jpg": b"\0\0\0\x18ftypheic", "lfs.png": b"version https://git-lfs.github.com/spec/v1\n"}
    aside, place = page.locator(".st-key-set-aside"), page.locator(".st-key-stacking-upload")
    for many, fades in ((1, False), (12, True)):
        files = [
            (f"red/{n} of some with a rather long name {name}", content) for n in range(many) for name, content in kinds.items()
        ]
        packed = zipped([*class_folders(TWO, count=10), *files])
        place_for_files(page).set_input_files({"name": "a.zip", "mimeType": "application/zip", "buffer": packed})
        page.set_viewport_size({"width": 720, "height": 1000})
        expect(aside).to_be_visible()
        settled(page)
        assert ("4rem" in aside.evaluate("(of) => getComputedStyle(of).getPropertyValue('--lab-more')")) is fades
        assert (aside.evaluate("(of) => getComputedStyle(of).overflowY") == "auto") is fades
        below, above = (place.get_by_text("Leave out", exact=True).bounding_box(), aside.bounding_box())
        assert below is not None
        assert above is not None
        assert below["y"] - above["y"] - above["height"] < 24
        page.get_by_role("button", name="Cancel").click()
        page.set_viewport_size({"width": 1440, "height": 1000})
        settled(page)
        page.reload()
