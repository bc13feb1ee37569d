"""The word Running and its Stop, in the corner of the page, come for what takes long, and not with each picture of a play."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit

from pages.widgets.runs.choose_epoch import PLAY_EVERY
from pages.widgets.shell import frame

STYLE = (frame.ASSETS / "style.css").read_text(encoding="utf-8")


def test_they_are_hidden_for_longer_than_one_epoch_of_a_play_is_shown() -> None:
    (delay,) = re.findall(r"\.stStatusWidget \{ animation: lab-takes-long [\d.]+s ([\d.]+)s both; \}", STYLE)
    assert float(delay) > PLAY_EVERY
    assert "@keyframes lab-takes-long { from { opacity: 0; visibility: hidden; }" in STYLE


def test_streamlit_still_calls_them_so() -> None:
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")
    assert any(
        '"stStatusWidget"' in text or "`stStatusWidget`" in text
        for text in (each.read_text(encoding="utf-8") for each in scripts)
    )
