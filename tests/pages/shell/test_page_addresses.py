"""Addresses that people type arrive at the page that they name."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from pages.widgets.shell.page_addresses import FIRST, PAGES, PageAddresses

FILES = Path(__file__).resolve().parents[3] / "pages"


def led_to(path: str, query: str = "", method: str = "GET") -> str | None:
    """Where the browser is sent; None if the app answers itself."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        """The app, which answers."""

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost:1")],
    }
    asyncio.run(PageAddresses(app)(scope, None, send))  # type: ignore[arg-type]
    return dict(sent[0]["headers"])[b"location"].decode() if sent else None


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        ("/build", "/"),
        ("/Build", "/"),
        ("/build/", "/"),
        ("/Evaluate", "/evaluate"),
        ("/LEARN/", "/learn"),
        ("/data/", "/data"),
        ("/", None),
        ("/data", None),
        ("/nobody", None),
        ("/_stcore/health", None),
        ("//evil.example/data", None),
    ],
)
def test_names_in_any_case_and_that_of_the_first_page_arrive(typed: str, arrives: str | None) -> None:
    assert led_to(typed) == arrives


def test_the_query_comes_along_and_only_what_is_read_is_led_on() -> None:
    assert led_to("/Build", "experiment=1abc&x=%2F") == "/?experiment=1abc&x=%2F"
    assert led_to("/Data", method="POST") is None


def test_every_page_has_an_address() -> None:
    pages = {each.stem for each in FILES.glob("*.py")} - {"__init__"}
    assert pages == {*PAGES, "build"}
    assert "build" in FIRST
