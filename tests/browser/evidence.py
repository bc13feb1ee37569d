"""What a failed browser test leaves behind: the last messages between page and app, and what each thread of the app was doing."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from google.protobuf.message import DecodeError
from playwright.sync_api import BrowserContext, Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LAST = 300
SHORT = 6  # characters of a hash


class Evidence:
    """Keeps the last messages of every page that a test has opened."""

    def __init__(self) -> None:
        self._said: deque[tuple[float, str, bytes | str]] = deque(maxlen=LAST)

    def watch(self, context: BrowserContext) -> BrowserContext:
        context.on("page", self._listen)
        return context

    def _listen(self, page: Page) -> None:
        page.on("websocket", self._record)
        page.on("pageerror", lambda error: self._keep("page error", error.message))

    def _record(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda content: self._keep("sent", content))
        socket.on("framereceived", lambda content: self._keep("received", content))
        socket.on("close", lambda _: self._keep("closed", ""))

    def _keep(self, what: str, content: bytes | str) -> None:
        self._said.append((time.time(), what, content))

    def begin(self) -> None:
        self._said.clear()

    def messages(self) -> Iterator[str]:
        now = time.time()
        for at, what, content in self._said:
            yield f"{at - now:8.2f} s  {what} {content if isinstance(content, str) else _in_words(what, content)}"


def _in_words(what: str, content: bytes) -> str:
    try:
        return _asked(BackMsg.FromString(content)) if what == "sent" else _answered(ForwardMsg.FromString(content))
    except (DecodeError, ValueError):  # evidence never fails a test by itself
        return f"{len(content)} bytes"


def _asked(message: BackMsg) -> str:
    kind = message.WhichOneof("type")
    if kind != "rerun_script":
        return str(kind)
    asked = message.rerun_script
    widgets = [f"{each.id[-25:]} {each.WhichOneof('value')}" for each in asked.widget_states.widgets]
    part = f"part {asked.fragment_id[:SHORT]}" if asked.fragment_id else "whole page"
    return f"rerun of page {asked.page_script_hash[:SHORT]}, {part}{', by a timer' if asked.is_auto_rerun else ''}: {widgets}"


def _answered(message: ForwardMsg) -> str:
    kind, place = message.WhichOneof("type"), list(message.metadata.delta_path)
    if kind == "new_session":
        new = message.new_session
        return f"run of page {new.page_script_hash[:SHORT]}, parts {[each[:SHORT] for each in message.metadata.run.fragment_ids]}"
    if kind == "script_finished":
        return f"run finished: {message.script_finished}"
    if kind == "delta":
        delta = message.delta
        return f"{place} {delta.WhichOneof('type')} {delta.new_element.WhichOneof('type') or ''} part {delta.fragment_id[:SHORT]}"
    return f"{kind} {place or ''}"


def threads_of(apps: Iterable[tuple[subprocess.Popen[bytes], Path]]) -> Iterator[str]:
    """What each running app says of its threads, at the end of its output."""
    for process, output in apps:
        if process.poll() is None:
            process.send_signal(signal.SIGUSR1)
            time.sleep(0.5)  # it writes when the signal reaches it, and says nothing of its end
        yield f"--- {output} ---\n{output.read_text(errors='replace')[-20_000:]}"
