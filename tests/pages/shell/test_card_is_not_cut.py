"""What the card of the sidebar says has room in its lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import PRETRAINED
from cnn_core.runs.annotation import Annotation
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines
from tests.pages.shell.test_sidebar_card import card, put, train, trained
from tests.pages.train.shown_run import SEVEN, show


def test_of_a_network_that_does_not_fit_it_says_where_the_way_out_is(visit: Callable[..., AppTest]) -> None:
    app = visit()
    network = app.session_state["session"].experiment.architecture
    turned = replace(network, layers=tuple(reversed(network.layers)), ids=tuple(reversed(network.ids)))
    put(app, architecture=turned)
    said = "It cannot be trained yet: Build says why, and offers a way out"
    assert [each.proto.page for each in app.sidebar.get("page_link") if each.proto.label == said] == [""]  # Build's own address


def test_where_a_paused_or_stopped_run_stands_is_left_out_beside_that_of_the_desk(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """ "Shown: run 01:31, paused after epoch ..." was cut off."""
    app = visit()
    network = app.session_state["session"].experiment.architecture
    job = train(put(app, architecture=network.edit(0, filters=9)), engines, event("paused"))
    lab.wait(job.run, lambda state: state.status == "paused", timeout=10)
    assert card(put(app, architecture=network)).endswith(", paused")
    job.end()
    lab.wait(job.run, timeout=10)


def test_other_epochs_than_those_of_the_apps_own_network_are_said(visit: Callable[..., AppTest]) -> None:
    """With 2 epochs on the desk and 6 of its own, it was the same."""
    app = visit()
    training = app.session_state["session"].experiment.training
    assert "The app's own has 6 epochs" in card(put(app, training=replace(training, epochs=2)))
    assert "Not the settings of the app's own" in card(put(app, training=replace(training, batch_size=128)))


def test_a_run_of_ones_own_comes_before_the_network_that_came_with_the_app(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """A project, opened elsewhere, had brought the run of its desk: the card named the app's own, which is in hand there."""
    app = visit()
    trained(app, lab, engines, 1, 0.98)
    app.session_state["session"].show_run(PRETRAINED)
    assert re.search(r"Same as the run of [\d:]+\n\n98.00% right", card(app.run()))


def test_a_run_with_a_long_name_is_called_by_when_it_began(
    visit: Callable[..., AppTest], tmp_path: Path, lab: Laboratory
) -> None:
    app = show(visit, tmp_path, SEVEN)
    mine = app.session_state["session"]
    put(app, training=lab.folder("run").meta.experiment.training)
    assert "Same as the run of" in card(app)
    lab.annotate("run", mine.owner, Annotation(name="6 Dense: units 64, seed 3"))
    assert re.search(r"Same as run (\d\d \w+, )?\d\d:\d\d", card(app.run()))
