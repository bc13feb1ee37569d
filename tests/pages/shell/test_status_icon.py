"""Streamlit's own word Running and its Stop are not shown, beside which there is the Stop of a training; a lost connection is."""

from __future__ import annotations

from pathlib import Path

import streamlit

from pages.widgets.shell import frame

STYLE = (frame.ASSETS / "style.css").read_text(encoding="utf-8")


def test_they_are_hidden_but_for_what_is_said_of_the_connection() -> None:
    assert '.stStatusWidget:not(:has([data-testid="stConnectionStatus"])) { display: none; }' in STYLE


def test_streamlit_still_calls_them_so() -> None:
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")
    texts = [each.read_text(encoding="utf-8") for each in scripts]
    for name in ("stStatusWidget", "stConnectionStatus"):
        assert any(f'"{name}"' in text or f"`{name}`" in text for text in texts), name
