"""What a server needs before it draws its first page, and what it ends with."""

from __future__ import annotations

import faulthandler
import logging
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from cnn_core.storage.home import home
from cnn_core.storage.log import log_app
from cnn_core.storage.private import close_to_others, write_privately
from pages.widgets.shell.made_files import keep_made_files
from pages.widgets.shell.streamlit_patches import patch_streamlit
from pages.widgets.shell.told_values import tell_values
from pages.widgets.shell.upload_guard import watch_uploads
from pages.widgets.state.laboratory import close_laboratory
from pages.widgets.state.unsaved import save_waiting

SESSIONS = logging.getLogger("streamlit.runtime.websocket_session_manager")
NUMBER = re.compile(r"\b([0-9a-f]{8})-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")


def shorten_numbers(record: logging.LogRecord) -> bool:
    """A filter of a log: the number of a session, which opens it for its owner's browser, is not printed whole."""
    record.msg, record.args = NUMBER.sub(r"\1...", record.getMessage()), ()
    return True


def prepare_server() -> None:
    """Patches Streamlit and opens the log; nothing happens where both are done. No import does it."""
    patch_streamlit()
    keep_made_files()
    tell_values()
    watch_uploads()
    log_app()


@asynccontextmanager
async def serving(_: st.App) -> AsyncIterator[None]:
    """The life of the server: its home is closed to other accounts before anybody is served, and the engine ends with it.

    Should a library crash, the terminal says in which line of Python, and not just that there is no server any more; asked with
    SIGUSR1, what each thread is doing.
    """
    faulthandler.enable()
    SESSIONS.addFilter(shorten_numbers)
    if hasattr(signal, "SIGUSR1"):  # not on Windows
        faulthandler.register(signal.SIGUSR1)
    write_privately()
    close_to_others(home())
    prepare_server()
    yield
    save_waiting()
    close_laboratory()
