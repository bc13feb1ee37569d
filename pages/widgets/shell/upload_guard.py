"""Files that browsers send: only those that a widget announced, and no more than there is memory for.

Streamlit keeps uploads in memory and takes any number of them from whoever knows the id of a session.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from cnn_core.text import over_text
from cnn_core.uploads.limits import MAX_BYTES, MAX_FILES, SMALLER

MAX_OF_SESSION, MAX_OF_ALL = MAX_BYTES + 40 * 2**20, 600 * 2**20
"""Bytes that one tab may have in memory (the largest upload, and pictures beside it), and all tabs together. What is read is no longer there: see `state/uploads.py`."""
MAX_ANNOUNCED = MAX_FILES + 1
"""Files of one session that are announced and have not come; announcing more forgets the oldest. One more than may be taken, so that
who counts them finds too many and says so: Streamlit drops without a word what is not announced."""
PATH = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)/?$")
SAID = {"X-CNN-Lab-Says": "why"}
"""With what is refused here, so that the browser knows whose words they are."""
UNKNOWN = "No widget of CNN Lab has announced this file: reload the page and choose it again.\n"
NO_LENGTH = "An upload says its length.\n"
FORM = 2**16
"""Bytes that a form may have beside the file in it; they were 300."""
FULL = "Your uploads take {} MB of the app's memory, and {} MB is the most: reload the page to drop them, then upload one at a time.\n"
CROWDED = "All uploads here take {} MB of memory, and {} MB is the most: try again in a few minutes, when others are done.\n"

SHIPPED: dict[str, Any] = {}
_lock = threading.Lock()
_announced: defaultdict[str, OrderedDict[str, None]] = defaultdict(OrderedDict)
_coming: dict[tuple[str, str], int] = {}


def watch_uploads() -> None:
    """Learns from Streamlit which files are announced and which sessions have ended; once."""
    if not SHIPPED:
        for name, function in (("get_upload_urls", _announce), ("remove_session_files", _forget)):
            SHIPPED[name] = getattr(MemoryUploadedFileManager, name)
            setattr(MemoryUploadedFileManager, name, function)


def _announce(manager: Any, session_id: str, file_names: Sequence[str]) -> Any:
    urls = SHIPPED["get_upload_urls"](manager, session_id, file_names[:MAX_ANNOUNCED])
    with _lock:
        files = _announced[session_id]
        files.update((url.file_id, None) for url in urls)
        while len(files) > MAX_ANNOUNCED:
            files.popitem(last=False)
    return urls


def _forget(manager: Any, session_id: str) -> None:
    with _lock:
        _announced.pop(session_id, None)
    SHIPPED["remove_session_files"](manager, session_id)


class UploadGuard:
    """Refuses uploads before their bytes are read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = PATH.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        session, file = found.groups()
        if refused := _begin(session, file, HTTPConnection(scope).headers.get("content-length", "")):
            status, sentence = refused
            await PlainTextResponse(sentence, status, SAID)(scope, receive, send)
            return
        answered = 0

        async def watched(message: Message) -> None:
            nonlocal answered
            answered = message.get("status", answered)
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            with _lock:
                _coming.pop((session, file), None)
                if not 200 <= answered < 300 and session in _announced:  # so that it may be sent again
                    _announced[session][file] = None


def _begin(session: str, file: str, length: str) -> tuple[int, str] | None:
    """Reserves room for a file; the status and the sentence if there is none for it."""
    if length.isdecimal() and int(length) > MAX_BYTES + FORM:
        return 413, f"It has {over_text(int(length), MAX_BYTES)}; {SMALLER}.\n"
    held = _held()
    with _lock:
        if file not in _announced.get(session, ()) or (session, file) in _coming:
            return 403, UNKNOWN
        if not length.isdecimal():
            return 411, NO_LENGTH
        coming = sum(size for (of, _), size in _coming.items() if of == session)
        mine, everybodys = held.get(session, 0) + coming, sum(held.values()) + sum(_coming.values())
        if mine + int(length) > MAX_OF_SESSION:
            return 413, FULL.format(mine >> 20, MAX_OF_SESSION >> 20)
        if everybodys + int(length) > MAX_OF_ALL:
            return 413, CROWDED.format(everybodys >> 20, MAX_OF_ALL >> 20)
        _announced[session].pop(file)
        _coming[session, file] = int(length)
    return None


def _held() -> dict[str, int]:
    """The bytes of uploads in memory by session."""
    manager = get_instance().uploaded_file_mgr
    stored = dict(manager.file_storage) if isinstance(manager, MemoryUploadedFileManager) else {}
    return {session: sum(len(each.data) for each in list(files.values())) for session, files in stored.items()}
