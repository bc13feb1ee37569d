"""What the sidebar waits for comes by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.engine.machine import Machine
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
    if "_sidebar" in timers.on(app):  # what it said had not changed yet
        timers.tick(app, "_sidebar")
    assert any("on this machine" in each.value for each in app.sidebar.caption)
    assert "_sidebar" not in timers.on(app)


@pytest.mark.parametrize(("awaited", "measuring"), [(True, False), (True, True), (False, False)])
def test_train_and_the_sidebar_say_the_same_of_the_measurement(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, awaited: bool, measuring: bool
) -> None:
    """Where it had failed, the page still promised it, beside the sidebar that said so."""
    for name, value in (("slowness", None), ("awaited", awaited), ("measuring", measuring)):
        monkeypatch.setattr(Machine, name, property(lambda _, value=value: value))
    app = visit(page="train")
    beside, on_page = ([each.value for each in part.caption if "How long" in each.value] for part in (app.sidebar, app.main))
    assert on_page == [f"{beside[0]}."]
