"""The datasets as cards: some of their images, what they hold, what they are for, and what is still to be downloaded."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping

import numpy as np
import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.download import download_bytes
from cnn_core.data.entry import Entry
from cnn_core.data.load import find, load_local
from cnn_core.data.own import is_own
from cnn_core.figures.sheet import sheet
from cnn_core.text import bytes_text, classes_text, plural, shape_text
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.datasets import dark
from pages.widgets.state.requests import run_by_itself

CARDS = "dataset-cards"
FEW, SIDE = 4, 32
"""Images on a card, and the pixels of one on the screen."""
REFRESH, TRY_AGAIN = 0.5, 60.0
"""Seconds from one look at what is being read to the next, and until images that could not be read are read again."""
Strips = Background[dict[bool, str]]
Kept = dict[str, tuple[float, Strips]]
"""With the moment at which the reading began."""
OWN_STRIPS = "images on the cards of own datasets"


def card_text(entry: Entry) -> str:
    """The words of a card as Markdown: a bold title, and each line in italics; the style sheet makes lines of them."""
    images = entry.train_size + entry.test_size
    lines = [f"{plural(images, 'image')} {shape_text(entry.input_shape)}, {classes_text(len(entry.class_names))}", entry.purpose]
    if find(entry.name) is None:
        size = download_bytes(entry.name)
        lines.append(f":material/download: {bytes_text(size)} to download" if size else ":material/delete: removed")
    return f"**{escape_markdown(entry.title)}** " + " ".join(f"*{line}*" for line in lines)


def card_pictures(entries: Mapping[str, Entry]) -> None:
    """Puts the first image of each of some classes on the cards of datasets that are on this machine, once they have been read."""
    reading = [each for each in map(_strips, _here(entries)) if not each.ended]
    fragment(_pictures, REFRESH if reading else None)(entries, bool(reading))


def _pictures(entries: Mapping[str, Entry], were_reading: bool) -> None:
    strips = {name: _strips(name) for name in _here(entries)}
    if were_reading and all(each.ended for each in strips.values()):
        run_by_itself()  # the whole page, and the clock of this fragment stops
    rules = []
    for place, name in enumerate(entries, 1):
        if name in strips and (strip := (strips[name].answer or {}).get(dark())):
            rules.append(f".st-key-{CARDS} button:nth-of-type({place}) {{ --strip: url({strip}); }}")
    st.html(f"<style>{' '.join(rules)}</style>")


def _here(entries: Mapping[str, Entry]) -> list[str]:
    return [name for name in entries if find(name) is not None]


def _strips(name: str) -> Strips:
    """Images of a dataset in a row, as addresses for the dark theme and the light one; with a problem where there is no good copy."""
    kept: Kept = st.session_state.setdefault(OWN_STRIPS, {}) if is_own(name) else _of_all()
    began, strips = kept.get(name, (0.0, None))
    if strips is None or (strips.ended and strips.problem and time.monotonic() - began > TRY_AGAIN):
        strips = Background(lambda _: _drawn(name))
        kept[name] = (time.monotonic(), strips)
    return strips


@st.cache_resource(show_spinner=False)
def _of_all() -> Kept:
    return {}


def _drawn(name: str) -> dict[bool, str]:
    data = load_local(name)
    firsts = [int(np.argmax(data.y_train == label)) for label in range(min(FEW, data.classes))]
    sheets = {on: sheet(data.x_train[firsts], None, FEW, SIDE, dark=on, pixel_max=data.pixel_max) for on in (False, True)}
    return {on: f"data:image/png;base64,{base64.b64encode(drawn).decode()}" for on, drawn in sheets.items()}
