"""What a page does by itself: AppTest runs whole pages only, a browser with a timer runs the fragment of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from inspect import getclosurevars
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequestType
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner


class Timers:
    """The fragments that run by themselves on the page that was drawn last, by the names of their functions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._on: list[str] = []
        self._monkeypatch = monkeypatch
        parsed = local_script_runner.parse_tree_from_messages

        def parse(messages: Iterable[ForwardMsg]) -> Any:
            sent = list(messages)
            self._on = [each.auto_rerun.fragment_id for each in sent if each.WhichOneof("type") == "auto_rerun"]
            return parsed(sent)

        monkeypatch.setattr(local_script_runner, "parse_tree_from_messages", parse)

    def on(self, app: AppTest) -> dict[str, str]:
        """Name of the function -> id of the fragment."""
        closures = {each: getclosurevars(app._fragment_storage.lookup(each)).nonlocals for each in self._on}
        return {known["non_optional_func"].__name__: each for each, known in closures.items()}

    def tick(self, app: AppTest, name: str) -> AppTest:
        """Runs one of them, as in a browser that sends nothing else; the whole page does only if it asks for that. Otherwise `app` then
        holds what that one draws."""
        asked, fragment, before = LocalScriptRunner.request_rerun, self.on(app)[name], self._on
        runs: list[LocalScriptRunner] = []

        def alone(runner: LocalScriptRunner, request: RerunData) -> bool:
            # AppTest begins with a request of the whole page, beside which that of a fragment is not heard.
            runs.append(runner)
            runner._pages_manager._set_pages(app._registered_pages)  # which a browser's session keeps, for links
            runner._requests._state = ScriptRequestType.CONTINUE
            return asked(runner, replace(request, fragment_id_queue=[fragment], is_auto_rerun=True))

        with self._monkeypatch.context() as patched:
            patched.setattr(LocalScriptRunner, "request_rerun", alone)
            app.run()
        began = [more for each, more in zip(runs[0].events, runs[0].event_data, strict=True) if each.name == "SCRIPT_STARTED"]
        if began[-1]["fragment_ids_this_run"]:
            self._on = [*before, *self._on]
        return app
