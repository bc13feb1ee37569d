"""The play of the epochs: where it begins and ends, how long each is shown, and that it goes on for its own run alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from tests.pages.epochs_run import ADA, epochs_run
from tests.pages.explain.test_explain_page import shown
from tests.pages.timers import Timers

Visit = Callable[..., AppTest]


def test_playing_begins_before_training_and_ends_with_the_final_weights(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, timers = epochs_run(lab), Timers(monkeypatch)
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 0.01)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    app.button(key="play epochs").click().run()
    seen = []
    for _ in range(2):
        seen.append(float(shown(app).inspection.weights["0.kernel"].ravel()[0] / folder.epoch_weights(0)["0.kernel"].ravel()[0]))
        timers.tick(app, "_inside")
    weights = shown(app).inspection.weights["0.kernel"]
    assert seen == [1.0, 2.0]
    assert app.button(key="play epochs").label == "Play the epochs"
    assert np.array_equal(weights, folder.weights()["0.kernel"])
    assert "_inside" not in timers.on(app)


def test_while_the_epochs_play_the_pad_reads_with_the_weights_that_the_page_shows(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It said "after epoch 0" until the play was over. A page that is drawn anew meanwhile does not go on, as what it shows would be of two epochs."""
    epochs_run(lab)
    timers = Timers(monkeypatch)
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 0.01)
    for page, timer in (("explain", "_inside"), ("draw", "_time_machine")):
        app = visit(ADA, page)
        app.selectbox(key="run choice").select("epochs").run()
        app.session_state["session"].run = "epochs"
        app.button(key="play epochs").click().run()
        for epoch in (0, 1):
            assert app.select_slider[0].value == epoch
            if page == "explain":  # Draw has a large pad alone
                (read_by,) = [each.value for each in app.caption if each.value.startswith("Read by")]
                assert re.fullmatch(rf"Read by small-cnn of .*\d\d:\d\d after epoch {epoch}", read_by)
            assert app.run().select_slider[0].value == epoch
            timers.tick(app, timer)
        assert app.button(key="play epochs").label == "Play the epochs"


def test_a_play_does_not_go_on_unseen_when_another_run_is_chosen(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of one without epochs was drawn anew every second, for as long as it was looked at."""
    timers = Timers(monkeypatch)
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 60.0)
    epochs_run(lab)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    app.button(key="play epochs").click().run()
    app.run()
    assert "_inside" in timers.on(app)
    app.selectbox(key="run choice").select("pretrained").run()
    assert not app.exception
    assert "_inside" not in timers.on(app)


def test_playing_shows_the_weights_before_training_first_and_for_a_while(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = epochs_run(lab)
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 60.0)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    app.button(key="play epochs").click().run()
    assert np.array_equal(shown(app).inspection.weights["0.kernel"], folder.epoch_weights(0)["0.kernel"])
    assert app.button(key="play epochs").label == "Pause"


def test_a_browser_that_has_not_drawn_the_next_epoch_does_not_end_the_play(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With each message it sends the value of the slider that it shows."""
    epochs_run(lab)
    timers = Timers(monkeypatch)
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 0.01)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    key = app.select_slider[0].key
    monkeypatch.setattr("pages.widgets.runs.choose_epoch._next", lambda epochs, now: 1)
    app.button(key="play epochs").click().run()
    timers.tick(app, "_inside")
    assert app.select_slider[0].value == 1
    assert app.select_slider[0].key != key, "the one that the browser still shows is not listened to any more"


def test_a_page_that_is_left_plays_no_longer_and_elsewhere_the_pad_reads_with_the_final_weights(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pad of Train said "after epoch 5" for as long as one stayed, and Evaluate went on playing by itself."""
    epochs_run(lab)
    timers = Timers(monkeypatch)
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 60.0)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    app.session_state["session"].run = "epochs"
    app.button(key="play epochs").click().run()
    app.switch_page("pages/train.py").run()
    (read_by,) = [each.value for each in app.caption if each.value.startswith("Read by")]
    assert re.fullmatch(r"Read by small-cnn of .*\d\d:\d\d", read_by)
    app.switch_page("pages/draw.py").run()
    assert app.button(key="play epochs").label == "Play the epochs"
    assert "_time_machine" not in timers.on(app)
    assert app.select_slider[0].value == 0, "the epoch that was looked at is still chosen where there is a line of them"
