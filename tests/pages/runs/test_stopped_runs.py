"""Which stopped runs can be chosen as a trained network."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS

ADA = "ada-" + "x" * 24


def test_a_run_that_was_stopped_while_it_waited_is_no_trained_network(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    _, waiting = (lab.submit(PRESETS[name].experiment, ADA) for name in ("mlp", "small-cnn"))
    lab.stop(waiting)
    assert lab.wait(waiting, timeout=10).status == "stopped"
    options = visit(page="evaluate").selectbox(key="run choice").options
    assert len(options) == 1
    assert "came with the app" in options[0]
