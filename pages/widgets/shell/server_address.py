"""Tells each page where its server is, at its own address without the name of the page, and gives it the style of the app.

Left to itself Streamlit asks for it below the name of the page first, gets two answers of 404, and waits for half a second before it
asks where it is. An address with a prefix, behind a proxy, stays as it is. And it shows a page before it has loaded what puts the style
into it: seconds, on a busy machine, in which margins were others and a link of narrow screens stood above the title.
"""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.widgets.shell.page_addresses import PAGES

ADDRESS = rf'location.origin + location.pathname.replace(/\/({"|".join(PAGES)})\/*$/i, "/")'
SCRIPT = f"<script>window.__streamlit = {{BACKEND_BASE_URL: {ADDRESS}}}</script>".encode()
HEAD, BODY = b"<head>", b"<body>"
STYLE = f"<style>{(Path(__file__).parent / 'assets' / 'style.css').read_text(encoding='utf-8')}</style>".encode()
"""First in the body: after Streamlit's own, which lie in the head, and before what a page adds to it, as for a presentation."""


class ServerAddress:
    """Puts script and style into the HTML of pages, which is all that brings the style; files that are downloaded, reports among them, are not touched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].strip("/").rpartition("/")[2].lower() not in ("", *PAGES):
            await self._app(scope, receive, send)
            return
        plain = [each for each in scope["headers"] if each[0] != b"accept-encoding"]  # compressed, it could not be read here
        begun: list[Message] = []
        text = b""

        async def send_with_address(message: Message) -> None:
            nonlocal text
            if message["type"] == "http.response.start" and _is_html(message):
                begun.append(message)
            elif begun and message["type"] == "http.response.body":
                text += message.get("body", b"")
                if not message.get("more_body"):
                    text = text.replace(HEAD, HEAD + SCRIPT, 1).replace(BODY, BODY + STYLE, 1)
                    await send(_as_long_as(begun.pop(), text))
                    await send({"type": "http.response.body", "body": text})
            else:
                await send(message)

        await self._app({**scope, "headers": plain}, receive, send_with_address)


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _as_long_as(start: Message, text: bytes) -> Message:
    """The beginning of an answer with this text, which is not the file's any more that the tag and the date are of."""
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["content-length"] = str(len(text))
    for name in ("etag", "last-modified"):
        if name in headers:
            del headers[name]
    return {**start, "headers": headers.raw}
