"""What a callback asks of the whole page: to say something, or to go to another page. It is carried out by the next full run."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from cnn_core.text import page_words

REFUSED, NOTICE, GO_TO, REDRAW = "refused", "notice", "go to", "redraw"
NOT_TAKEN = "number that was not taken"
SHOWN = " that stands on the page"


def refuse(sentence: str) -> None:
    """Has the page say why a request was refused."""
    st.session_state[REFUSED] = page_words(sentence)


def announce(sentence: str) -> None:
    """Has the page say what was changed elsewhere."""
    st.session_state[NOTICE] = sentence


def announce_too(sentence: str) -> None:
    """The same, after what it is to say already."""
    announce(f"{st.session_state.get(NOTICE, '')} {sentence}".strip())


def go_to(page: str) -> None:
    """Has the app open another page, given as `pages/build.py`."""
    st.session_state[GO_TO] = page


def redraw() -> None:
    """Has the whole page drawn anew, since something changed that stands on each."""
    st.session_state[REDRAW] = True


def requested() -> bool:
    """Whether the next run of the whole page has something to carry out."""
    return any(each in st.session_state for each in (REFUSED, NOTICE, GO_TO, REDRAW))


def take_refusal() -> str:
    """The sentence to show, once; empty if there is none."""
    return _taken(REFUSED)


def take_notice() -> str:
    """The news to show, once; empty if there is none."""
    return _taken(NOTICE)


def take_number_not_taken(key: str) -> float | None:
    """The number that was typed into this field and not taken, once; None if there is none."""
    stands = f"{NOT_TAKEN}{SHOWN}"
    if st.session_state.get(NOT_TAKEN, ("", 0.0))[0] == key:
        st.session_state[stands] = st.session_state.pop(NOT_TAKEN)
        return float(st.session_state[stands][1])
    if st.session_state.get(stands, ("", 0.0))[0] == key:
        del st.session_state[stands]
    return None


def _taken(what: str) -> str:
    sentence = str(st.session_state.pop(what, ""))
    st.session_state[f"{what}{SHOWN}"] = sentence
    return sentence


def run_by_itself() -> NoReturn:
    """Runs the whole page though nobody did anything on it, as when a training has ended: what it says to a person stays there."""
    for what in (REFUSED, NOTICE, NOT_TAKEN):
        if shown := st.session_state.get(f"{what}{SHOWN}"):
            st.session_state.setdefault(what, shown)
    st.rerun()


def take_destination() -> str:
    """The page to open, once; empty if there is none."""
    return str(st.session_state.pop(GO_TO, ""))


def take_redraw() -> None:
    """The page is being drawn."""
    st.session_state.pop(REDRAW, None)
