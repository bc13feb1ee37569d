"""The card of the sidebar: is the network on the desk the one that the run trained?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from tests.engine.fake_engine import FakeEngines


def card(app: AppTest) -> str:
    return str(app.sidebar.markdown[0].value).replace("\\", "")


def put(app: AppTest, **changes: object) -> AppTest:
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(replace(mine.experiment, **changes)))
    return app.run()


def test_it_says_what_the_desk_has_and_the_button_what_it_trains(visit: Callable[..., AppTest]) -> None:
    app = visit()
    assert card(app).startswith("**small-cnn** on MNIST mini")
    assert "Same as the app's own network" in card(app)
    assert app.button(key="sidebar-train").label.replace("\\", "") == "Train small-cnn"
    network = app.session_state["session"].experiment.architecture
    assert "Not the app's own network" in card(put(app, architecture=network.edit(0, filters=8)))
    assert "does not work yet" in card(put(app, architecture=network.edit(0, strides=(4, 4))))


def test_after_a_training_it_follows_what_is_changed(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = visit()
    app.button(key="sidebar-train").click().run()
    assert app.button(key="sidebar-train").label == "Training…"
    assert "Same as the run of " in card(app)
    training = app.session_state["session"].experiment.training
    assert "Not the settings of its run" in card(put(app, training=replace(training, epochs=99)))
    network = app.session_state["session"].experiment.architecture
    assert "Edited since the run of " in card(put(app, architecture=network.edit(0, filters=8)))
