"""The histograms of weights, activations and gradients: what is said of them is true of any layer, and what is left out is said."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory, insides
from cnn_core.explain.spread import spread
from pages.widgets.explain import weights as page
from tests.engine.fake_engine import FakeEngines
from tests.pages.epochs_run import ADA, epochs_run

Visit = Callable[..., AppTest]


def opened(visit: Visit, lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch, values: np.ndarray) -> AppTest:
    def spreads(architecture: object, weights: Any, *_: object) -> Any:
        return {index: dict.fromkeys(("weights", "activations", "gradients"), spread(values)) for index in (0, 2)}

    monkeypatch.setattr(insides, "_kept", OrderedDict())  # of all tests
    engines.nth_client(1).side_tasks["spreads"] = spreads
    epochs_run(lab)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    app.segmented_control(key="explain part").set_value("Weights").run()
    assert app.session_state["spreads"][1].wait(20)
    app.run()
    assert not app.exception
    return app


def test_advice_is_no_verdict_and_numbers_have_a_minus(
    visit: Visit, lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "All near 0: this layer hardly learns" stood below every layer, and "mean -0.000535" below an axis with a minus."""
    app = opened(visit, lab, engines, monkeypatch, np.full(10, -0.000535, np.float32))
    said = [each.value for each in app.caption]
    under = [each for each in said if "standard deviation" in each]
    assert len(under) == 3
    assert all("mean −0.000535" in each for each in under)
    assert all("If " in each and " would " in each for each in under[1:])
    assert not any("have a line" in each for each in said)
    table = app.dataframe[0].value.astype(str)
    assert not table.stack().str.contains("-").any()


def test_that_some_epochs_have_no_line_is_said(
    visit: Visit, lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MAX_EPOCHS", 2)
    app = opened(visit, lab, engines, monkeypatch, np.linspace(-1, 1, 10))
    assert any(each.value.startswith("2 of 3 epochs have a line") for each in app.caption)
