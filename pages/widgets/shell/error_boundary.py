"""The one place where errors become sentences on a page."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.storage.log import app_log
from pages.widgets.state.requests import requested

LOG = logging.getLogger("cnn_lab.pages")


@contextmanager
def error_boundary() -> Iterator[None]:
    """Shows an error inside as one sentence in its place; the rest of the page continues."""
    try:
        yield
    except LabError as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
    except Exception:  # The last resort: a bug must not take the page away. The log has the traceback.
        LOG.exception("A page failed")
        st.error(
            "Something in the app itself went wrong here. Your network and runs are safe: reload the page to go on. "
            f"The details are in {escape_markdown(str(app_log()))}.",
            icon=":material/error:",
        )


def fragment(function: Callable[..., Any], every: float | None = None, key: str | None = None) -> Callable[..., Any]:
    """A Streamlit fragment inside an error boundary; it reruns by itself every `every` seconds, None: never.

    What a callback in it refused or where it wants to go concerns the whole page, so then all of it runs again.
    """

    @functools.wraps(function)
    def guarded(*arguments: Any) -> None:
        if requested():
            st.rerun()
        with error_boundary():
            function(*arguments)

    return st.fragment(guarded, run_every=every, key=key)


def escape_markdown(text: str) -> str:
    """Text that people typed or files contain, escaped for Streamlit's Markdown: no links, images or markup."""
    for mark in "\\`*_{}[]()#+-!|<>~$:":
        text = text.replace(mark, "\\" + mark)
    return text
