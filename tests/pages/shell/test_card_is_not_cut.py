"""What the card of the sidebar says has room in its lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs.annotation import Annotation
from tests.pages.shell.test_sidebar_card import card, put
from tests.pages.train.shown_run import SEVEN, show


def test_of_a_network_that_does_not_fit_it_says_where_the_way_out_is(visit: Callable[..., AppTest]) -> None:
    app = visit()
    network = app.session_state["session"].experiment.architecture
    turned = replace(network, layers=tuple(reversed(network.layers)), ids=tuple(reversed(network.ids)))
    put(app, architecture=turned)
    said = [each.value for each in app.sidebar.caption]
    assert any(each.endswith("It cannot be trained yet: Build says why, and offers a way out") for each in said), said


def test_a_run_with_a_long_name_is_called_by_when_it_began(
    visit: Callable[..., AppTest], tmp_path: Path, lab: Laboratory
) -> None:
    app = show(visit, tmp_path, SEVEN)
    mine = app.session_state["session"]
    put(app, training=lab.folder("run").meta.experiment.training)
    assert "Same as the run of" in card(app)
    lab.annotate("run", mine.owner, Annotation(name="6 Dense: units 64, seed 3"))
    assert re.search(r"Same as run (\d\d \w+, )?\d\d:\d\d", card(app.run()))
