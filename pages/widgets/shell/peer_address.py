"""The address at the other end of a connection, as the system has it.

A server of uvicorn believes what a client of this machine says of its address in a header, since that may be a reverse proxy: there
every account could say that it is another.
"""

from __future__ import annotations

from typing import Any

import uvicorn.config
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from cnn_core.storage.other_end import Address


class KeepsPeer(ProxyHeadersMiddleware):
    """Does what the shipped one does, and keeps the address of before beside it."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope["peer"] = scope.get("client")
        await super().__call__(scope, receive, send)


def keep_peers() -> None:
    """Has uvicorn, which wraps the app once it has imported it, do so with the class above. For the start of a server."""
    uvicorn.config.ProxyHeadersMiddleware = KeepsPeer  # type: ignore[attr-defined]


def peer(scope: Scope) -> Address | None:
    """The address and port of whoever is connected; None where there are none, as over a Unix socket."""
    found: Address | None = scope.get("peer", scope.get("client"))
    return found
