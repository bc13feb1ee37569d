"""How a run stands, looked at once while a page is drawn."""

from __future__ import annotations

import threading

from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnn_core.training.state import RunState
from pages.widgets.state.laboratory import laboratory

_drawn = threading.local()


def run_state(run: str) -> RunState:
    """The state of a run when the script that is running first asked for it, so that all that is drawn together is of one moment: the card of
    the sidebar and the page do not name two epochs. In a callback, which may change it, the state now. RunError if there is no such run."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not context.has_script_started:
        return laboratory().state(run)
    drawing = context.parallel_coordinator  # another one each time that a script or some of its fragments run
    if getattr(_drawn, "by", None) is not drawing:
        _drawn.by, _drawn.states = drawing, {}
    states: dict[str, RunState] = _drawn.states
    if run not in states:
        states[run] = laboratory().state(run)
    return states[run]
