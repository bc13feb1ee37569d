"""Widgets of several parts of a page that the browser tells of in one message.

What happens within one moment goes out with one message, and that names the fragment of the first widget alone: the values of the others
come with it, and their callbacks run, but their parts of the page are not drawn. A busy browser has many such moments: a stroke on the pad
has no answer until it is sent again, and what a click changes is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.fragment import FragmentStorage
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

_told: WeakKeyDictionary[FragmentStorage, dict[str, WidgetState]] = WeakKeyDictionary()
"""Session -> its last message: each message has the values of all widgets."""


def all_told(storage: FragmentStorage, request: RerunData, told: Iterable[WidgetState], known: Mapping[str, Any]) -> RerunData:
    """The request with the fragments of every widget that its message changes; without any, so that the whole page is drawn, if one of
    these widgets stands in none. `known`: id of a widget -> its metadata."""
    before = _told.get(storage, {})
    _told[storage] = now = {each.id: each for each in told}
    if not request.fragment_id_queue or not before:
        return request
    homes = [known[name].fragment_id for name, state in now.items() if name in known and _is_news(state, before.get(name))]
    if None in homes:
        return replace(request, fragment_id_queue=[])
    drawn = dict.fromkeys([*request.fragment_id_queue, *filter(storage.contains, homes)])
    return replace(request, fragment_id_queue=list(drawn))


def _is_news(state: WidgetState, before: WidgetState | None) -> bool:
    """A click is news each time; a value that was not told before is the one that the widget begins with."""
    kind = state.WhichOneof("value") or ""
    return kind.endswith("trigger_value") or (before is not None and state != before)
