"""Drops messages that no page of ours makes a browser send."""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

OPERATION = "backend_operation_request"
TAKEN = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", OPERATION}
OPERATIONS = {"deferred_file", "dataframe_chunk"}
"""Kinds of Streamlit's messages from the browser that are taken, and what they may ask for: a page, a file to upload or download, rows of a
table. Whoever can connect can send the others too: to empty the cache of all sessions, to be told the names of files in the app's folder, to
have files written there."""


class MessageFilter:
    """Leaves of what comes through a WebSocket the messages in `TAKEN`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_rest() -> Message:
            while _is_dropped(message := await receive()):
                pass
            return message

        await self._app(scope, receive_rest if scope["type"] == "websocket" else receive, send)


def _is_dropped(message: Message) -> bool:
    if message["type"] == "websocket.receive" and message.get("bytes") is None:  # text, which ends in a traceback
        return True
    content = message.get("bytes") or b""
    if len(content) > get_max_widget_state_size_bytes():  # Streamlit ends such a connection without reading it
        return False
    try:
        said = BackMsg.FromString(content)
    except DecodeError:  # and this one too
        return False
    kind = said.WhichOneof("type")
    if kind == OPERATION:
        return said.backend_operation_request.WhichOneof("payload") not in OPERATIONS
    return kind is not None and kind not in TAKEN
