"""Whoever knows the number of another browser's session gets a new one of their own, and no log prints such numbers."""

import asyncio
import re

import pytest
from websockets.sync.client import connect

from cnn_core.storage.owner_mark import owner_mark
from harness.visitor import Visitor
from pages.widgets.shell.request_guard import RequestGuard
from pages.widgets.state.owner import cookie_name

ADA, EVE = "ada-" + "x" * 28, "eve-" + "x" * 28
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture
def session(app):
    """A session of Ada's that has shown a page."""
    visitor = Visitor(app.url, owner=ADA)
    visitor.go("build")
    yield visitor
    visitor.close()


def number_for(app, owner, number):
    visitor = Visitor(app.url, owner=owner, number=number)
    visitor.go("build")
    visitor.close()
    return visitor.number


@pytest.mark.parametrize("closed", [False, True])
def test_the_number_of_a_session_opens_it_for_its_own_browser_alone(app, session, closed):
    if closed:
        session.close()
    assert number_for(app, EVE, session.number) != session.number
    assert number_for(app, ADA, session.number) == session.number


def test_no_number_of_a_session_is_printed_whole(app, session):
    number_for(app, ADA, session.number)
    said = app.output.read_text()
    assert "is already connected" in said
    assert NUMBER.findall(said) == []


def test_text_in_place_of_a_message_is_dropped(app):
    address = app.url.removeprefix("http://")
    cookie = {"Cookie": f"{cookie_name(address)}={EVE}"}
    with connect(
        f"ws://{address}/_stcore/stream", origin=app.url, subprotocols=["streamlit"], additional_headers=cookie
    ) as socket:
        socket.send("text")
    number_for(app, EVE, "")
    assert "Traceback" not in app.output.read_text()


def test_whose_browser_connects_is_told_by_its_cookie_and_by_nothing_it_says_itself():
    passed_on = []

    async def app(scope, receive, send):
        passed_on.extend(value for name, value in scope["headers"] if name == b"x-cnn-lab-owner")

    said = {"host": "localhost:8501", "origin": "http://localhost:8501", "cookie": f"cnn_lab_owner_8501={EVE}"}
    headers = [(name.encode(), value.encode()) for name, value in said.items()]
    headers.append((b"X-CNN-Lab-Owner", owner_mark(ADA).encode()))
    asyncio.run(RequestGuard(app)({"type": "websocket", "path": "/_stcore/stream", "headers": headers}, None, None))
    assert passed_on == [owner_mark(EVE).encode()]
