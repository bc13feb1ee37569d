"""A file that did not arrive is named, with what happened and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from pages.widgets.components.upload_watch import sentences


@pytest.mark.parametrize(
    ("status", "happened", "to_do"),
    [
        (413, "larger than a server between this browser and CNN Lab lets through (413)", "Make it smaller"),
        (403, "refused it (403)", "Reload the page"),
        (502, "CNN Lab did not answer (502)", "Wait a moment"),
        (500, "answered with error 500", "ask whoever runs the server"),
        (0, "the connection broke", "Choose it again"),
    ],
)
def test_it_says_what_happened_and_what_to_do(status: int, happened: str, to_do: str) -> None:
    (sentence,) = sentences([{"name": "a.zip", "status": status, "said": ""}])
    assert sentence.startswith("a.zip did not arrive: ")
    assert happened in sentence
    assert to_do in sentence


def test_what_this_app_said_of_it_is_repeated() -> None:
    assert sentences([{"name": "a.zip", "status": 413, "said": "All uploads here take 600 MB."}]) == [
        "a.zip was not taken. All uploads here take 600 MB."
    ]


def test_what_was_too_large_to_be_sent_is_told_what_it_has_and_what_is_the_most() -> None:
    """204,700,000 bytes are 195.2 MB and are sent; 209,715,201 are one byte too many."""
    told = [{"name": "a.zip", "status": 0, "said": "", "size": size} for size in (204_700_000, 209_715_201, "209715201", 2**60)]
    first, second, *others = sentences(told[:2]) + sentences(told[2:])
    assert first.startswith("a.zip did not arrive: the connection broke")
    assert second.startswith("a.zip was not taken. It has 209.8 MB (200.1 MiB), and 209.7 MB (200 MiB) is the most; take fewer")
    assert others == [first, first]


def test_a_file_of_another_kind_is_named() -> None:
    (sentence,) = sentences([{"name": "notes.pdf", "status": 415, "said": ""}])
    assert sentence.startswith("notes.pdf was not taken: pictures are read here (files called png, jpg, jpeg, bmp,")
    assert sentence.endswith("and on Draw also zips of them.")


def test_a_file_that_is_larger_than_its_field_takes_is_named() -> None:
    (sentence,) = sentences([{"name": "photo.tif", "status": -1, "said": ""}])
    assert sentence == "photo.tif was not taken: it is too large, and 50 MB is the most that a picture may have. Save it smaller."


def test_many_files_are_counted() -> None:
    words = sentences([{"name": f"{number}.png", "status": 413, "said": ""} for number in range(10)])
    assert len(words) == 4
    assert words[-1] == "7 other files did not arrive either."


@pytest.mark.parametrize(
    "told", [None, "a.zip", [1], [{"status": "413", "said": 4}], [{"name": "x" * 10_000, "said": "y" * 10_000}]]
)
def test_a_browser_may_say_anything(told: Any) -> None:
    assert all(len(each) < 700 for each in sentences(told))
