"""Faults of Streamlit 1.67 that lose a click or blank the page, patched for all sessions of this server.

Two come from reruns that cross: a fragment's timer or a widget's late answer beside a change of page. The functions replaced
are private, so the tests say for each whether the shipped one still needs it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from pages.widgets.shell.clocks import together, wanted
from pages.widgets.shell.error_boundary import sentence_of
from pages.widgets.shell.page_turns import Turns
from pages.widgets.shell.told_together import all_told
from pages.widgets.state.requests import refuse

SHIPPED: dict[str, Any] = {}
TURNS = Turns()
_taking = threading.local()


def patch_streamlit() -> None:
    """Puts the functions below in the places of the shipped ones, once.

    `_fold`, `_run`: every rerun carries the page on which it was asked for, and the later of two waiting requests wins. So a
    request of the page that is left puts the old page back, and a click in the navigation is lost. Here a
    fragment never changes the page, and a running script only by switch_page. Nor does a fragment of the page before run after the change:
    when its messages and those of the new page reach a busy browser together, that empties the new page between them, or breaks.

    `_fold` also: the browser sends what a person did a moment after it happened, with the next message. When the timer of a fragment fires
    in that moment, as it does on a busy machine, its message has it too: a click is done twice, and what a file changes is not drawn, since
    only that fragment is. Here a timer's message says nothing of widgets.

    `_clear`: when a fragment runs right after the whole page, its messages of that page are dropped unsent as out of date, its
    container among them. The browser then counts one place too few, and the whole page goes blank. Here nothing is dropped.

    `LookedUp`: a widget with a key asks for one value of the session, and gets a copy of all of them. Here that one is looked up.

    `_call`: an error in a callback ends the run, so that the page is gone but for the error. Here it is a sentence on the page. And a
    callback that asks for parts of the page has those drawn in place of what was asked for: when an edit is told together with a click in
    the navigation, parts of the page that was left, on an empty one. Here what was asked for is drawn too.

    `_take`, `_yield`: wherever a script asks for a value of its session, a request that has come meanwhile ends it. Where it takes up what
    a person did, that ends a click before its callback, or half way through it: the rest is never done. Here all callbacks are run to their
    end, and the request comes right after them. No other thread runs for that session meanwhile, as `fastReruns` is off.

    `_ask`, and `_run` again: every timer of a page is a run of its own. Here those that are nearly due share one (clocks.py). And of what
    is told with one message the parts of the page are all drawn (told_together.py).

    `_block`: the browser opens a popover, and the answer says once more that it is open. One that is closed in the moment in which that
    comes opens again, for good. Here it is only said that one is closed: none is opened by Python.
    """
    if not SHIPPED:
        SHIPPED.update(
            fold=ScriptRequests._request_rerun_locked,
            run=ScriptRunner._run_script,
            clear=ForwardMsgQueue.clear,
            call=SessionState._run_callback_and_record_rerun,
            take=SafeSessionState.on_script_will_rerun,
            give_way=ScriptRunner._maybe_handle_execution_control_request,
            all=SafeSessionState.filtered_state,
            ask=AppSession.request_rerun,
            block=DeltaGenerator._block,
        )
        for owner, name, function in (
            (ScriptRequests, "_request_rerun_locked", _fold),
            (ScriptRunner, "_run_script", _run),
            (ForwardMsgQueue, "clear", _clear),
            (SessionState, "_run_callback_and_record_rerun", _call),
            (SafeSessionState, "on_script_will_rerun", _take),
            (ScriptRunner, "_maybe_handle_execution_control_request", _yield),
            (SafeSessionState, "filtered_state", property(LookedUp)),
            (AppSession, "request_rerun", _ask),
            (DeltaGenerator, "_block", _block),
        ):
            setattr(owner, name, function)


class LookedUp(Mapping[str, Any]):
    """The values of a session by the keys that the app gives them."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def __getitem__(self, key: str) -> Any:
        with self._session._lock:
            return self._session._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(SHIPPED["all"].fget(self._session))

    def __len__(self) -> int:
        return len(SHIPPED["all"].fget(self._session))


def _fold(requests: Any, new: RerunData) -> bool:
    """Adds a request to the one that waits; the page of the one that waits stays if it leads away from here."""
    if new.is_auto_rerun:
        new = replace(new, widget_states=None)
    waiting: RerunData = requests._rerun_data
    if requests._state.name == "RERUN" and _leads_away(waiting, new):
        new = replace(
            new, page_script_hash=waiting.page_script_hash, page_name=waiting.page_name, query_string=waiting.query_string
        )
    accepted: bool = SHIPPED["fold"](requests, new)
    return accepted


def _leads_away(waiting: RerunData, new: RerunData) -> bool:
    if waiting.fragment_id_queue or not waiting.page_script_hash:
        return False
    running = get_script_run_ctx(suppress_warning=True)
    if running is not None:  # The script itself asks; a person's click on another page came before.
        return waiting.page_script_hash != running.page_script_hash
    return bool(new.fragment_id) and waiting.page_script_hash != new.page_script_hash


def _run(runner: Any, request: RerunData) -> None:
    """Runs a request in its turn. A fragment that was asked for on the page before is not run on the page in hand: that is drawn whole."""
    with TURNS.turn():
        in_hand = runner._pages_manager.current_page_script_hash
        if request.fragment_id_queue and in_hand and request.page_script_hash != in_hand:
            if request.is_auto_rerun and request.widget_states is None:
                return  # the clocks of a page end with it
            request = replace(request, page_script_hash=in_hand, fragment_id_queue=[])
        if request.fragment_id_queue and request.is_auto_rerun:
            request = replace(request, fragment_id_queue=together(runner._fragment_storage, request.fragment_id_queue))
        if request.widget_states is not None:
            known = runner._session_state._state._new_widget_state.widget_metadata
            request = all_told(runner._fragment_storage, request, request.widget_states.widgets, known)
        if request.is_auto_rerun and request.widget_states is None:
            request = replace(request, widget_states=WidgetStates())  # with None what the run before set would be told again
        SHIPPED["run"](runner, request)


def _ask(session: Any, state: Any) -> None:
    """Takes a message of the browser that asks for a run, unless it is of the timer of a fragment that has just run."""
    if not (state and state.is_auto_rerun and state.fragment_id) or wanted(session._fragment_storage, state.fragment_id):
        SHIPPED["ask"](session, state)


def _block(parent: DeltaGenerator, block_proto: Block | None = None, *more: Any, **named: Any) -> DeltaGenerator:
    """Adds a part that holds others to the page; of a popover that is open it says nothing of that."""
    if block_proto is not None and block_proto.popover.open:
        block_proto.popover.ClearField("open")
    added: DeltaGenerator = SHIPPED["block"](parent, block_proto, *more, **named)
    return added


def _clear(queue: Any, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None) -> None:
    """Empties the queue of unsent messages for a new run of the page; for a run of fragments it only closes it to changes.

    The answer to "where do I upload this file?" stays: without it the browser waits for ever, and shows nothing of the file.
    """
    if retain_lifecycle_msgs and fragment_ids_this_run is not None:
        queue._delta_index_map = {}
        return
    answers = [each for each in queue._queue if each.WhichOneof("type") == "file_urls_response"] if retain_lifecycle_msgs else []
    SHIPPED["clear"](queue, retain_lifecycle_msgs, fragment_ids_this_run)
    queue._queue.extend(answers)


def _call(states: Any, votes: Any, run: Callable[[], None]) -> None:
    """Runs a callback; what goes wrong in it is said on the page, which is drawn as if nothing had been asked for."""

    def guarded() -> None:
        try:
            run()
        except RerunException as asked:
            if (drawn := _with_what_is_due(asked.rerun_data)) is not None:
                raise RerunException(drawn) from None
        except Exception as error:  # not what Streamlit raises to run the script again or to end it, which is a BaseException
            refuse(sentence_of(error))

    SHIPPED["call"](states, votes, guarded)


def _with_what_is_due(asked: RerunData) -> RerunData | None:
    """What a callback asks to have drawn, and what its own request is for; None where that is the whole page already."""
    context = get_script_run_ctx(suppress_warning=True)
    due = context.fragment_ids_this_run if context is not None else None
    if not asked.fragment_id_queue:
        return asked
    if due is None:
        return None
    if len(due) == 1:
        return asked  # that is the part of the widget, which knows what it needs
    return replace(asked, fragment_id_queue=list(dict.fromkeys([*asked.fragment_id_queue, *due])))


def _take(session: Any, *states: Any, **more: Any) -> None:
    """Takes up what the browser says, and runs the callbacks of what was changed."""
    _taking.on = True
    try:
        SHIPPED["take"](session, *states, **more)
    finally:
        _taking.on = False


def _yield(runner: Any) -> None:
    """Lets a request that waits end the script, but not while it takes up the one in hand."""
    if not getattr(_taking, "on", False):
        SHIPPED["give_way"](runner)
