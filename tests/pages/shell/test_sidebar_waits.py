"""What the sidebar waits for comes by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from tests.engine.fake_engine import FakeEngines, until
from tests.pages.timers import Timers


def test_the_time_of_a_training_comes_by_itself_once_the_machine_is_free_to_be_measured(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else trained when the page was opened: the line stayed empty until something was clicked."""
    lab.submit(PRESETS["small-cnn"].experiment, "somebody-else")
    job = engines.nth_client(1).nth_job(1)
    timers = Timers(monkeypatch)
    app = visit()
    assert any("is measured once nothing trains here" in each.value for each in app.sidebar.caption)
    assert "_sidebar" in timers.on(app)
    assert not {"_figures", "_watch"} & set(timers.on(app))
    timers.tick(app, "_sidebar")
    job.end()
    lab.wait(job.run, timeout=10)
    until(lambda: not lab._dispatcher.busy)
    timers.tick(app, "_sidebar")
    until(lambda: lab.machine.slowness is not None)
    timers.tick(app, "_sidebar")
    assert any("on this machine" in each.value for each in app.sidebar.caption)
    assert "_sidebar" not in timers.on(app)
