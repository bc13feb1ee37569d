"""Drops messages that a browser must not send."""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

DROPPED = {"clear_cache"}
"""Kinds of Streamlit's messages from the browser. Clearing the cache empties that of all sessions; the pages offer no button for
it, but whoever can connect can send it."""


class MessageFilter:
    """Takes the messages in `DROPPED` out of what comes through a WebSocket."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_rest() -> Message:
            while _is_dropped(message := await receive()):
                pass
            return message

        await self._app(scope, receive_rest if scope["type"] == "websocket" else receive, send)


def _is_dropped(message: Message) -> bool:
    content = message.get("bytes") or b""
    if len(content) > get_max_widget_state_size_bytes():  # Streamlit ends such a connection without reading it
        return False
    try:
        return BackMsg.FromString(content).WhichOneof("type") in DROPPED
    except DecodeError:  # and this one too
        return False
