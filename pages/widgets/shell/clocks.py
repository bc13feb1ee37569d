"""One run of the script for all parts of a page that are due, instead of one run for each.

Every fragment that redraws itself has a timer of its own in the browser, and each of its messages would be a run: four messages around
it, for each of which the browser goes over the whole page. A page that follows a training has four such fragments. Here the first timer
takes along the others that are nearly due, and what those timers ask for right after is left out.
"""

from __future__ import annotations

import time
from weakref import WeakKeyDictionary

from streamlit.runtime.fragment import FragmentStorage
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

LIVE, LIVE_ON_TRAIN = 1.0, 0.5
"""Seconds between two drawings of whatever follows a training: the same for all such parts of a page, so that they are drawn by one run, which
looks at the training once (run_state.py), and their figures agree."""
NEARLY = 0.8
"""The part of its interval after which a fragment is due. Most of it: the timer of one that has run with others would have them all run
anew before the next is due, and a busy browser gets more drawings than it can show."""


class Clocks:
    """When the fragments of one session ran, and how often they are to. Times are seconds of one clock. The event loop asks while the script
    writes: each fragment has one entry."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, float]] = {}

    def note(self, fragment: str, every: float | None, now: float) -> None:
        """A fragment runs now, and is to run again every so many seconds; None: no more by itself."""
        if every is None:
            self._known.pop(fragment, None)
        else:
            self._known[fragment] = every, now

    def is_due(self, fragment: str, now: float) -> bool:
        """Whether its timer may have it run; of one that is not known nothing is left out."""
        known = self._known.get(fragment)
        return known is None or now - known[1] >= NEARLY * known[0]

    def due(self, asked: list[str], now: float) -> list[str]:
        """Those that come along with what timers asked for: what is due, and all of the same interval, whenever they ran, so that they never part."""
        intervals = {self._known[each][0] for each in asked if each in self._known}
        return [
            fragment for fragment, (every, _) in list(self._known.items()) if every in intervals or self.is_due(fragment, now)
        ]


_clocks: WeakKeyDictionary[FragmentStorage, Clocks] = WeakKeyDictionary()


def note_run(every: float | None) -> None:
    """Called by each fragment when it runs."""
    context = get_script_run_ctx(suppress_warning=True)
    fragment = ThreadState.get().fragment_id if context is not None else None
    if context is not None and fragment:
        _clocks.setdefault(context.fragment_storage, Clocks()).note(fragment, every, time.monotonic())


def wanted(storage: FragmentStorage, fragment: str) -> bool:
    """Whether the message of this fragment's timer is to be heard."""
    clocks = _clocks.get(storage)
    return clocks is None or clocks.is_due(fragment, time.monotonic())


def together(storage: FragmentStorage, asked: list[str]) -> list[str]:
    """The fragments that timers asked for, and those on this page that are due with them."""
    clocks = _clocks.get(storage)
    due = clocks.due(asked, time.monotonic()) if clocks else []
    return [*asked, *(each for each in due if each not in asked and storage.contains(each))]
