"""A page is told where its server is, so that it need not ask in wrong places first."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse

from pages.widgets.shell.server_address import ADDRESS, ServerAddress
from tests.pages.components.node import worked_out

PAGE = "<!DOCTYPE html><html><head><title>A page</title></head><body>é</body></html>"


def served(answer: Response, path: str = "/data") -> tuple[Headers, bytes]:
    """What a browser gets that opens this path: headers and body."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.sleep(60)

    zips = [(b"accept-encoding", b"gzip")]
    scope = {"type": "http", "method": "GET", "path": path, "headers": zips, "query_string": b""}
    asyncio.run(ServerAddress(GZipMiddleware(answer, minimum_size=1))(scope, receive, send))
    return Headers(raw=sent[0]["headers"]), b"".join(each.get("body", b"") for each in sent[1:])


@pytest.mark.parametrize(
    ("opened", "server"),
    [
        ("/", "/"),
        ("/train", "/"),
        ("/Train/", "/"),
        ("/user/ann/proxy/8501/evaluate", "/user/ann/proxy/8501/"),
        ("/user/ann/proxy/8501/", "/user/ann/proxy/8501/"),
        ("/metadata", "/metadata"),
    ],
)
def test_the_server_is_where_the_page_is_without_its_name(opened: str, server: str) -> None:
    location = f"const location = {{origin: 'http://lab:8501', pathname: '{opened}'}};"
    assert worked_out(location, ADDRESS) == f"http://lab:8501{server}"


def test_html_says_it_before_any_other_script_and_is_as_long_as_it_says(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    headers, body = served(FileResponse(tmp_path / "index.html"))
    before, script, after = body.decode().partition("<script>window.__streamlit")
    assert before.endswith("<head>")
    assert script
    rest, style, end = after.partition("</script>")[2].partition("<style>")
    assert rest + end.partition("</style>")[2] == PAGE.partition("<head>")[2]
    assert style
    assert int(headers["content-length"]) == len(body)
    assert "etag" not in headers  # or a browser would go on with the page of an earlier version


def test_html_in_parts_is_one_page() -> None:
    async def parts() -> AsyncIterator[str]:
        for part in (PAGE[:17], PAGE[17:40], PAGE[40:]):
            yield part

    assert served(StreamingResponse(parts(), media_type="text/html"))[1].count(b"__streamlit") == 1


@pytest.mark.parametrize(("answer", "path"), [(PlainTextResponse(PAGE), "/data"), (HTMLResponse(PAGE), "/media/1.html")])
def test_what_is_no_page_stays_as_it_is(answer: Response, path: str) -> None:
    """A report that is downloaded, for example."""
    headers, body = served(answer, path)
    assert (gzip.decompress(body) if "content-encoding" in headers else body).decode() == PAGE


@pytest.mark.parametrize("path", ["/", "/compare"])
def test_a_page_has_the_style_of_the_app_before_streamlit_draws_it(path: str) -> None:
    body = served(HTMLResponse(PAGE), path)[1].decode()
    assert ".st-key-narrow-draw" in body.partition("<style>")[2].partition("</style>")[0]
    assert body.partition("<body>")[2].startswith("<style>"), "what pages add comes later, and so goes before it"
    assert body.endswith("</style>é</body></html>")
