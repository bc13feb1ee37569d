"""Addresses that people type: names of pages in any case, with a slash at the end, and that of the first page, which has none."""

from __future__ import annotations

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FIRST = ("build", "home", "index.html")
"""Streamlit serves the first page at / alone, and says of /build that there is no such page."""
PAGES = ("data", "train", "evaluate", "draw", "explain", "compare", "learn")


class PageAddresses:
    """Leads a browser from such an address to that of the page, with its query."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = _address(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if path is None:
            await self._app(scope, receive, send)
        else:
            url: URL = Request(scope).url
            await RedirectResponse(f"{path}?{url.query}" if url.query else path, 307)(scope, receive, send)


def _address(path: str) -> str | None:
    """Where this path leads; None where it is right, or nobody's."""
    name = path.strip("/").lower()
    wanted = "/" if name in FIRST else f"/{name}" if name in PAGES else path
    return wanted if wanted != path else None
