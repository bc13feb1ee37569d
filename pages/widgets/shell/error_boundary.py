"""The one place where errors become sentences on a page."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.runs import RunFolder
from cnn_core.storage.disk import FULL, WORDS, cure, why
from cnn_core.storage.home import home
from cnn_core.storage.log import app_log
from cnn_core.storage.reach import is_gone
from cnn_core.text import page_words
from pages.widgets.shell.clocks import note_run
from pages.widgets.state.requests import requested
from pages.widgets.state.session import why_unsaved

ADDRESS = re.compile(r"https?:(?=//)|www(?=\.)|@", re.IGNORECASE)
MARKS = re.compile(r"(?<![^\W_])[-_]|[-_](?![^\W_])|[\\`*{}\[\]()#+!|<>~$:]")
LOG = logging.getLogger("cnn_lab.pages")


@contextmanager
def error_boundary() -> Iterator[None]:
    """Shows an error inside as one sentence in its place; the rest of the page continues."""
    try:
        yield
    except Exception as error:
        st.error(escape_markdown(sentence_of(error)), icon=":material/error:")


def sentence_of(error: Exception) -> str:
    """What a person reads of an error. One that is no LabError goes into the log with its traceback."""
    if isinstance(error, LabError):
        return page_words(str(error))
    LOG.error("A page failed", exc_info=error)
    if isinstance(error, OSError) and error.errno in WORDS:
        room = f"Make room in {home()} and in the folder for temporary files, then try again."
        where = f" ({error.filename})" if error.filename else ""
        return f"This could not be done, because {why(error)}{where}. {room if error.errno in FULL else cure(error)}"
    safe = "Your runs are safe, your network is not saved yet" if why_unsaved() else "Your network and runs are safe"
    return f"Something in the app itself went wrong here. {safe}: reload the page to go on. The details are in {app_log()}."


def fragment(function: Callable[..., Any], every: float | None = None, key: str | None = None) -> Callable[..., Any]:
    """A Streamlit fragment inside an error boundary; it reruns by itself every `every` seconds, None: never.

    What a callback in it refused or where it wants to go concerns the whole page, so then all of it runs again; also where the run that it
    is given was deleted meanwhile, in another tab: the page then shows another one.
    """

    @functools.wraps(function)
    def guarded(*arguments: Any) -> None:
        note_run(every)
        if requested() or any(isinstance(each, RunFolder) and is_gone(each.path) for each in arguments):
            st.rerun()
        with error_boundary():
            function(*arguments)

    return st.fragment(guarded, run_every=every, key=key)


def escape_markdown(text: str) -> str:
    """Text that people typed or files contain, escaped for Streamlit's Markdown: no links, images or markup.

    Addresses become links even so, unless an invisible character (the word joiner) stands in them. A hyphen or an underscore within a word
    is no mark, and stays as it is: of the name of a widget a screen reader reads the backslashes too.
    """
    return MARKS.sub(r"\\\g<0>", ADDRESS.sub(lambda found: f"{found[0]}\u2060", text))
