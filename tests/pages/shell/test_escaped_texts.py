"""What people typed, between the marks of Streamlit's Markdown."""

from __future__ import annotations

import re

import pytest

from pages.widgets.shell.error_boundary import escape_markdown

# As mdast-util-gfm-autolink-literal finds them, which Streamlit's pages use, after the backslashes are gone.
AUTOLINKS = (
    re.compile(r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)", re.IGNORECASE),
    re.compile(r"([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)"),
)


@pytest.mark.parametrize(
    "text", ["http://evil.example/a", "see HTTPS://evil.example", "www.evil.example", "a.b+c@evil.example", "x@@y.example"]
)
def test_an_address_is_no_link(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", escape_markdown(text))
    assert not any(each.search(shown) for each in AUTOLINKS)
    assert shown.replace("\u2060", "") == text


def test_other_texts_stay_as_they_are_but_for_the_marks() -> None:
    assert escape_markdown("3x3, no. 4: a*b") == "3x3, no. 4\\: a\\*b"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("small-cnn and my_own_net", "small-cnn and my_own_net"),
        ("- a", "\\- a"),
        ("a--b -> c", "a\\-\\-b \\-\\> c"),
        ("__bold__ _so_", "\\_\\_bold\\_\\_ \\_so\\_"),
        ("---", "\\-\\-\\-"),
    ],
)
def test_within_a_word_a_hyphen_and_an_underscore_stay_as_they_are(text: str, escaped: str) -> None:
    """In the name of a switch a screen reader read "small\\-cnn of 19:43, its validation in grey"."""
    assert escape_markdown(text) == escaped
