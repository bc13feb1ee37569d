"""The server answers only its own pages, opened under its own host name.

Streamlit lets a page of any port of this machine connect, whatever `corsAllowedOrigins` says, and looks at the Host header of a
WebSocket only. So a page of another program, or of another account, could act as the person whose browser shows it.
"""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from cnn_core.storage.owner_mark import owner_mark
from pages.widgets.shell.foreign_cookie import is_of_another, key_for, may_connect, page_for
from pages.widgets.state.owner import OLD_COOKIE, WORD, cookie_name, owner_in

CLOSED = re.compile(r"/(_stcore/(metrics|agent/.*)|auth/log(in|out)|oauth2callback)/*$")
"""Paths that Streamlit answers and no page of ours asks for: counts, an interface for programs, and logging in, which there is not."""
OWNER_HEADER = b"x-cnn-lab-owner"
YEAR = 365 * 24 * 3600
REFUSED = (
    "CNN Lab answers only its own pages, under the names in server.allowedHosts of .streamlit/config.toml. "
    "Open the address that the terminal shows.\n"
)

AGAIN = '<!doctype html><meta http-equiv="refresh" content="0"><title>CNN Lab</title>'
"""Opens the same address once more. A link on another site comes without the cookie (SameSite=Strict), so a new one would take the
old one's place, and with it the desk and the runs; what this page asks for comes with it."""


class RequestGuard:
    """Refuses what does not come from a page of this server, and gives each browser the cookie with its owner key.

    The Host must be one of `server.allowedHosts`. An Origin must be that host with its port; a WebSocket has one, and the cookie, from
    where that was used first.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif _is_foreign(request := HTTPConnection(scope)):
            websocket = scope["type"] == "websocket"
            await (WebSocketClose(1008) if websocket else PlainTextResponse(REFUSED, 403))(scope, receive, send)
        elif scope["type"] == "websocket":
            if may_connect(owner_in(request.cookies, request.headers["host"]), scope):
                await self._app(_with_owner(scope, request), receive, send)
            else:
                await WebSocketClose(1008)(scope, receive, send)
        elif "text/html" in request.headers.get("accept", ""):
            if request.headers.get("sec-fetch-site") == "cross-site":
                await HTMLResponse(AGAIN)(scope, receive, send)
            elif (word := _word_in(request)) and is_of_another(word, scope):
                if scope["method"] == "POST":  # the button of that page
                    await HTMLResponse(AGAIN)(scope, receive, _with_cookies(request, key_for(scope), send))
                else:
                    await page_for(word)(scope, receive, send)
            else:
                await self._app(scope, receive, _with_cookies(request, word or key_for(scope), send))
        else:
            await self._app(scope, receive, send)


def _with_owner(scope: Scope, request: HTTPConnection) -> Scope:
    """Says whose browser connects, in a header that nobody else can send: a session goes on for the owner alone who began it.

    Streamlit gives an earlier session to whoever knows its number, unless what `server.trustedUserHeaders` names is another.
    """
    mark = owner_mark(owner_in(request.cookies, request.headers["host"]))
    given = [(name, value) for name, value in scope["headers"] if name.lower() != OWNER_HEADER]
    return {**scope, "headers": [*given, (OWNER_HEADER, mark.encode())]}


def _is_foreign(request: HTTPConnection) -> bool:
    hosts, origins = request.headers.getlist("host"), request.headers.getlist("origin")
    if len(hosts) != 1 or not is_host_allowed(hosts[0]) or CLOSED.search(request.scope["path"]):
        return True
    own = {f"{scheme}://{hosts[0].lower()}" for scheme in ("http", "https")}
    if not all(origin.lower() in own for origin in origins):
        return True
    return request.scope["type"] == "websocket" and not (origins and owner_in(request.cookies, hosts[0]))


def _word_in(request: HTTPConnection) -> str:
    """The key that a page comes with, perhaps under the name of before; empty if there is none."""
    old = request.cookies.get(OLD_COOKIE, "")
    return owner_in(request.cookies, request.headers["host"]) or (old if WORD.fullmatch(old) else "")


def _with_cookies(request: HTTPConnection, word: str, send: Send) -> Send:
    """Sends a page with the cookie of its browser, for another year; no page of another origin can show it in a frame, and it loads no
    picture from elsewhere: Streamlit asks a server of Google's for the icon of each page of a navigation."""

    async def send_with_cookies(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["content-security-policy"] = "frame-ancestors 'self'; img-src 'self' data: blob:"
            headers.append("set-cookie", _cookie(cookie_name(request.headers["host"]), word, YEAR))
            if request.cookies.get(OLD_COOKIE):
                headers.append("set-cookie", _cookie(OLD_COOKIE, "", 0))
        await send(message)

    return send_with_cookies


def _cookie(name: str, value: str, seconds: int) -> str:
    """SameSite=Strict: no other site can make the browser send it. HttpOnly: no script can read it."""
    cookie: SimpleCookie = SimpleCookie({name: value})
    attributes = {"path": "/", "max-age": seconds, "samesite": "Strict", "httponly": True}
    for attribute, wanted in attributes.items():
        cookie[name][attribute] = wanted
    return cookie[name].OutputString()
