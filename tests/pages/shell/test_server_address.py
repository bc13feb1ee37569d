"""A page is told where its server is, so that it need not ask in wrong places first."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.widgets.shell.server_address import ADDRESS, ServerAddress
from tests.pages.components.node import worked_out

PAGE = "<!DOCTYPE html><html><head><title>A page</title></head><body>é</body></html>"


def served(answer: Response) -> TestClient:
    return TestClient(
        ServerAddress(Starlette(routes=[Route("/data", lambda request: answer), Route("/media/1.html", lambda request: answer)]))
    )


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


def test_html_says_it_before_any_other_script_and_is_as_long_as_it_says(tmp_path) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    got = served(FileResponse(tmp_path / "index.html")).get("/data", headers={"accept-encoding": "identity"})
    before, script, after = got.text.partition("<script>window.__streamlit")
    assert before.endswith("<head>")
    assert script
    assert after.partition("</script>")[2] == PAGE.partition("<head>")[2]
    assert int(got.headers["content-length"]) == len(got.content)
    assert "etag" not in got.headers  # or a browser would go on with the page of an earlier version


def test_html_in_parts_is_one_page() -> None:
    parts = StreamingResponse(iter([PAGE[:17], PAGE[17:40], PAGE[40:]]), media_type="text/html")
    assert served(parts).get("/data").text.count("__streamlit") == 1


def test_what_is_no_html_stays_as_it_is() -> None:
    got = served(PlainTextResponse("<head>")).get("/data")
    assert got.text == "<head>"


def test_a_report_that_is_downloaded_stays_as_it_is() -> None:
    assert served(HTMLResponse(PAGE)).get("/media/1.html").text == PAGE
