"""The run that the card of the sidebar compares the desk with, and the others that it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from tests.engine.fake_engine import FakeEngines
from tests.pages.shell.test_sidebar_card import card, put, train, trained


def captions(app: AppTest) -> str:
    return " ".join(each.value for each in app.sidebar.caption)


def test_the_run_of_the_desk_is_no_other_one(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    """It was counted once more below: "1 other trains", and there was only that."""
    app = visit()
    network = app.session_state["session"].experiment.architecture
    first = trained(put(app, architecture=network.edit(0, filters=8)), lab, engines, 1, 0.98)
    put(app, architecture=network.edit(0, filters=9))
    second = train(app, engines, number=2)
    lab.wait(second.run, lambda state: state.status == "running" and state.epoch == 1, timeout=10)
    app.session_state["session"].show_run(first)
    assert "\n\nEpoch 1 of 2" in card(app.run())
    assert "Shown: " in card(app)
    assert "other" not in captions(app) + card(app)
    put(app, architecture=network.edit(0, filters=10))
    app.button(key="sidebar-train").click().run()
    app.session_state["session"].show_run(first)
    assert "Waiting: number 1 in the queue" in card(app.run())
    assert "1 other trains: stop or watch it on Compare" in captions(app)


def test_a_run_of_this_network_on_these_data_tells_more_than_the_last_one_on_others(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """ "Not the data it was trained on", of the last run, although the one before was."""
    app = visit()
    mine = app.session_state["session"]
    desk = replace(mine.experiment, architecture=mine.experiment.architecture.edit(0, filters=8))
    trained(put(app, architecture=desk.architecture), lab, engines, 1, 0.98)
    trained(put(app, data=replace(desk.data, train_size=500)), lab, engines, 2, 0.9)
    assert "Same as" in card(app)
    put(app, data=desk.data, training=replace(desk.training, batch_size=99))
    assert "Not the settings of its run" in card(app)
    assert "Same as" in card(put(app, training=desk.training))
