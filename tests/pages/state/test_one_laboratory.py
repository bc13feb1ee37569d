"""There is one laboratory, whatever a browser sends: a second one would be a second engine, and the end of everybody's runs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from cnn_core.engine import Laboratory
from pages.widgets.shell.message_filter import MessageFilter
from pages.widgets.state import laboratory as shelf


@pytest.fixture
def made(tmp_path, monkeypatch, engines):
    """The laboratories that were made; their engines are fakes."""
    made = []

    def make(home):
        made.append(Laboratory(home, engines))
        return made[-1]

    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    monkeypatch.setattr(shelf, "Laboratory", make)
    shelf.close_laboratory()
    yield made
    shelf.close_laboratory()


def test_a_cleared_cache_leaves_the_laboratory_as_it_is(made):
    first = shelf.laboratory()
    st.cache_resource.clear()
    assert shelf.laboratory() is first
    assert len(made) == 1


def test_sessions_that_begin_at_once_share_one(made):
    with ThreadPoolExecutor(16) as sessions:
        found = {id(each) for each in sessions.map(lambda _: shelf.laboratory(), range(64))}
    assert len(found) == len(made) == 1


def test_one_that_was_closed_is_followed_by_another(made):
    first = shelf.laboratory()
    shelf.close_laboratory()
    assert shelf.laboratory() is not first


def passed_on(*messages):
    """What comes through the filter of the messages of a WebSocket, each as ASGI gives it."""
    waiting, through = list(messages), []

    async def receive():
        return waiting.pop(0)

    async def app(scope, receive, send):
        while (message := await receive())["type"] != "websocket.disconnect":
            through.append(message)

    waiting.append({"type": "websocket.disconnect", "code": 1000})
    asyncio.run(MessageFilter(app)({"type": "websocket"}, receive, None))
    return through


def frame(**fields):
    return {"type": "websocket.receive", "bytes": BackMsg(**fields).SerializeToString()}


def test_a_message_that_would_clear_everybodys_cache_is_dropped():
    first = {"type": "websocket.connect"}
    rerun, stop = frame(rerun_script=ClientState(query_string="x=1")), frame(stop_script=True)
    assert passed_on(first, rerun, frame(clear_cache=True), frame(clear_cache=False), stop) == [first, rerun, stop]


def test_what_is_no_message_is_left_to_streamlit():
    odd = [{"type": "websocket.receive", "bytes": b"\xff\xff"}, {"type": "websocket.receive", "text": "hello"}]
    assert passed_on(*odd) == odd
