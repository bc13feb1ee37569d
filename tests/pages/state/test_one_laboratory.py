"""There is one laboratory, whatever a browser sends: a second one would be a second engine, and the end of everybody's runs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import (
    BackendOperationRequest,
    BackMsg,
    DataframeChunkRequestPayload,
    DeferredFileRequestPayload,
    DismissSkillsNudgeRequestPayload,
    InstallSkillsRequestPayload,
)
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest

from cnn_core.engine import Laboratory
from pages.widgets.shell.message_filter import OPERATIONS, TAKEN, MessageFilter
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


def asked_of_the_server(**payload):
    return frame(backend_operation_request=BackendOperationRequest(request_id="1", session_id="mine", **payload))


OTHERS = {
    "what files lie in the app's folder": frame(load_git_info=True),
    "to run at every change of a file": frame(set_run_on_save=True),
    "to end the server": frame(debug_shutdown_runtime=True),
    "to break the connection": frame(debug_disconnect_websocket=True),
    "to write files into the app's folder": asked_of_the_server(install_skills=InstallSkillsRequestPayload()),
    "to write a mark": asked_of_the_server(dismiss_skills_nudge=DismissSkillsNudgeRequestPayload()),
    "nothing": asked_of_the_server(),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_no_page_of_ours_asks_for_is_dropped(what):
    assert passed_on(OTHERS[what]) == []


def test_every_kind_of_message_that_streamlit_knows_is_taken_on_purpose_or_dropped():
    """A new version with a new kind of message fails here, and somebody looks at what it does."""
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    operations = {field.name for field in BackendOperationRequest.DESCRIPTOR.oneofs_by_name["payload"].fields}
    looked_at = {"clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime", "debug_disconnect_websocket"}
    assert kinds - TAKEN == looked_at
    assert operations - OPERATIONS == {"install_skills", "dismiss_skills_nudge"}


def test_downloads_and_rows_of_tables_are_asked_for():
    file = asked_of_the_server(deferred_file=DeferredFileRequestPayload(file_id="1"))
    rows = asked_of_the_server(dataframe_chunk=DataframeChunkRequestPayload(source_id="1"))
    upload, alive = frame(file_urls_request=FileURLsRequest(request_id="1", file_names=["a.zip"])), frame(app_heartbeat=True)
    assert passed_on(file, rows, upload, alive) == [file, rows, upload, alive]


def test_what_is_no_message_is_left_to_streamlit():
    odd = [{"type": "websocket.receive", "bytes": b"\xff\xff"}]
    assert passed_on(*odd) == odd


def test_text_which_streamlit_answers_with_a_traceback_is_dropped():
    assert passed_on({"type": "websocket.receive", "text": "hello"}) == []
