"""Reruns that cross a change of page: the page that was asked for comes, and no message of it is dropped."""

from __future__ import annotations

from typing import Any, cast

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import WStates, _CallbackRerunVotes

from pages.widgets.shell import streamlit_patches
from pages.widgets.shell.streamlit_patches import SHIPPED, patch_streamlit


@pytest.fixture(autouse=True)
def mended() -> None:
    patch_streamlit()


def in_a_script_of(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    context = type("Context", (), {"page_script_hash": page})()
    monkeypatch.setattr(streamlit_patches, "get_script_run_ctx", lambda suppress_warning: context)


def click_on(page: str) -> ScriptRequests:
    """A script is at work, and somebody has clicked on another page."""
    requests = ScriptRequests()
    requests.request_rerun(RerunData(page_script_hash=page, query_string="asked"))
    return requests


def page_of(requests: ScriptRequests) -> str:
    return requests.on_scriptrunner_ready().rerun_data.page_script_hash


def test_a_late_answer_of_a_widget_does_not_bring_the_old_page_back() -> None:
    requests = click_on("train")
    requests.request_rerun(RerunData(page_script_hash="build", fragment_id="editor"))
    data = requests.on_scriptrunner_ready().rerun_data
    assert (data.page_script_hash, data.query_string, data.fragment_id_queue) == ("train", "asked", [])


@pytest.mark.parametrize("queue", [[], ["sidebar"]])
def test_a_rerun_by_the_running_script_does_not_bring_the_old_page_back(
    queue: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = click_on("train")
    in_a_script_of(monkeypatch, "build")
    requests.request_rerun(RerunData(page_script_hash="build", fragment_id_queue=queue))
    assert page_of(requests) == "train"


def test_a_running_script_may_go_to_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = click_on("build")  # a button of the page that is shown
    in_a_script_of(monkeypatch, "build")
    requests.request_rerun(RerunData(page_script_hash="train"))
    assert page_of(requests) == "train"


def test_the_later_of_two_clicks_wins() -> None:
    requests = click_on("train")
    requests.request_rerun(RerunData(page_script_hash="build"))
    assert page_of(requests) == "build"


def test_a_fragment_that_was_asked_for_on_the_page_before_has_the_page_in_hand_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[RerunData] = []
    monkeypatch.setitem(SHIPPED, "run", lambda runner, request: ran.append(request))
    pages = type("Pages", (), {"current_page_script_hash": "train"})()
    runner = type("Runner", (), {"_pages_manager": pages})()
    streamlit_patches._run(runner, RerunData(page_script_hash="build", fragment_id_queue=["editor"]))
    streamlit_patches._run(
        runner, RerunData(page_script_hash="build", fragment_id_queue=["panel"], is_auto_rerun=True)
    )  # a clock
    streamlit_patches._run(runner, RerunData(page_script_hash="train", fragment_id_queue=["editor"]))
    streamlit_patches._run(runner, RerunData(page_script_hash="build"))
    assert [(request.page_script_hash, request.fragment_id_queue) for request in ran] == [
        ("train", []),
        ("train", ["editor"]),
        ("build", []),
    ]


def test_a_fragment_s_run_drops_nothing_that_was_not_sent_yet() -> None:
    queue = ForwardMsgQueue()
    for place in (0, 1):
        message = ForwardMsg()
        message.metadata.delta_path.extend([0, place])
        message.delta.fragment_id = "editor" if place == 0 else ""
        message.delta.new_element.empty.SetInParent()
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["editor"])
    assert [list(message.metadata.delta_path) for message in queue._queue] == [[0, 0], [0, 1]]
    queue.clear(retain_lifecycle_msgs=True)
    assert not queue._queue


def test_the_shipped_functions_still_need_it() -> None:
    """When this fails, Streamlit has mended a fault itself: take ours out."""
    requests = click_on("train")
    SHIPPED["fold"](requests, RerunData(page_script_hash="build", fragment_id="editor"))
    assert page_of(requests) == "build"

    queue = ForwardMsgQueue()
    message = ForwardMsg()
    message.metadata.delta_path.extend([0, 0])
    message.delta.fragment_id = "editor"
    message.delta.new_element.empty.SetInParent()
    queue.enqueue(message)
    SHIPPED["clear"](queue, True, ["editor"])
    assert not queue._queue

    requests = ScriptRequests()
    SHIPPED["fold"](requests, RerunData(fragment_id="panel", is_auto_rerun=True, widget_states=with_a_click()))
    assert ids_of(requests) == ["double", "editor", "epochs"]


def test_a_new_run_of_the_page_does_not_throw_away_where_a_file_is_to_be_sent() -> None:
    queue = ForwardMsgQueue()
    answer = ForwardMsg()
    answer.file_urls_response.response_id = "one"
    queue.enqueue(answer)
    streamlit_patches._clear(queue, True, None)
    assert [each.file_urls_response.response_id for each in queue.flush()] == ["one"]


def with_a_click() -> WidgetStates:
    """What the browser sends when a button was clicked in the moment before: the click among the values of widgets."""
    states = WidgetStates()
    states.widgets.add(id="double").trigger_value = True
    states.widgets.add(id="editor").json_trigger_value = "[1]"
    states.widgets.add(id="epochs").int_value = 3
    return states


def ids_of(requests: ScriptRequests) -> list[str]:
    states = requests.on_scriptrunner_ready().rerun_data.widget_states
    return [] if states is None else sorted(each.id for each in states.widgets)


def test_what_a_timer_took_along_is_left_to_the_message_that_the_browser_sends_of_it() -> None:
    requests = ScriptRequests()
    requests.request_rerun(RerunData(fragment_id="panel", is_auto_rerun=True, widget_states=with_a_click()))
    assert ids_of(requests) == []
    requests = ScriptRequests()
    requests.request_rerun(RerunData(fragment_id="panel", widget_states=with_a_click()))
    assert ids_of(requests) == ["double", "editor", "epochs"]


def test_a_timer_takes_nothing_from_the_request_that_waits() -> None:
    requests = ScriptRequests()
    requests.request_rerun(RerunData(fragment_id="panel", widget_states=with_a_click()))
    requests.request_rerun(RerunData(fragment_id="panel", is_auto_rerun=True, widget_states=with_a_click()))
    assert ids_of(requests) == ["double", "editor", "epochs"]


def test_a_widget_looks_its_value_up_and_the_shipped_one_copies_all() -> None:
    state = SessionState()
    state["mine"], state["other"] = 1, 2
    session = SafeSessionState(state, lambda: None)
    found = session.filtered_state
    assert ("mine" in found, found["mine"], "none" in found, found.get("none")) == (True, 1, False, None)
    assert dict(found) == SHIPPED["all"].fget(session) == {"mine": 1, "other": 2}
    assert isinstance(SHIPPED["all"].fget(session), dict)  # when this fails, Streamlit looks up by itself: take ours out


class Interrupted:
    """A script that takes up a click while somebody asks for the whole page; its session gives way at every value that it is asked for."""

    def __init__(self) -> None:
        self._execing, self._requests = True, ScriptRequests()
        self._requests.request_rerun(RerunData(page_script_hash="train"))
        self.session = SafeSessionState(SessionState(), self.give_way)
        self.session._state._new_widget_state.set_widget_metadata(
            WidgetMetadata("double", lambda value: bool(value), lambda value: value, "trigger_value", self.work)
        )
        self.done: list[str] = []

    def give_way(self) -> None:
        ScriptRunner._maybe_handle_execution_control_request(cast(Any, self))

    def _is_in_script_thread(self) -> bool:
        return True

    def work(self) -> None:
        self.done.append("begun")
        self.session["first"] = 1
        self.done.append("done")


@pytest.fixture
def without_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Callbacks are called without the thread of a script, which the tests here have not."""
    monkeypatch.setattr(WStates, "call_callback", lambda states, each: states.widget_metadata[each].callback())


@pytest.mark.usefixtures("without_thread")
def test_a_click_is_done_to_its_end_though_the_page_is_asked_for_anew() -> None:
    script = Interrupted()
    script.session.on_script_will_rerun(with_a_click())
    assert script.done == ["begun", "done"]
    with pytest.raises(RerunException):  # after it, the page gives way as before
        script.session["second"] = 2


@pytest.mark.usefixtures("without_thread")
def test_streamlit_itself_loses_the_click_or_does_half_of_it() -> None:
    """When this fails, Streamlit has mended a fault itself: take ours out."""
    before, within = Interrupted(), Interrupted()
    for script in (before, within):
        script.give_way = lambda script=script: SHIPPED["give_way"](script)  # type: ignore[method-assign, misc]
        script.session = SafeSessionState(script.session._state, script.give_way)
    with pytest.raises(RerunException):
        SHIPPED["take"](before.session, with_a_click())
    within.session._state.on_script_will_rerun(with_a_click())
    assert (before.done, within.done) == ([], ["begun"])


@pytest.mark.parametrize(
    ("request_is_for", "drawn"), [(None, None), (["editor"], ["sidebar"]), (["editor", "pad"], ["sidebar", "editor", "pad"])]
)
def test_what_a_request_is_for_is_drawn_though_a_callback_in_it_asks_for_parts(
    request_is_for: list[str] | None, drawn: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None: the whole page, as after a click in the navigation."""
    context = type("Context", (), {"fragment_ids_this_run": request_is_for})()
    monkeypatch.setattr(streamlit_patches, "get_script_run_ctx", lambda suppress_warning: context)
    ours, shipped = asked_of(SessionState._run_callback_and_record_rerun), asked_of(SHIPPED["call"])
    assert ours == ([drawn] if drawn else [])
    assert shipped == [["sidebar"]]  # when this fails, Streamlit has mended a fault itself: take ours out


def asked_of(call: Any) -> list[list[str]]:
    """The parts that a callback has drawn, by itself as the only one of its run."""

    def settled() -> None:
        raise RerunException(RerunData(fragment_id_queue=["sidebar"]))

    votes = _CallbackRerunVotes()
    call(SessionState(), votes, settled)
    assert votes.wants_interaction_default is not votes.requested_targeted
    return [each.fragment_id_queue for each in votes.pending_reruns]
