"""Networks from files have no curves, and no charts that wait for some."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.runs.result import LOADED
from cnn_core.training.events import event
from pages.widgets.compare import side_by_side
from tests.engine.fake_engine import epoch
from tests.pages.compare.conftest import BASE
from tests.pages.data.uploading import ADA


def test_networks_from_files_alone_have_a_sentence_in_place_of_charts(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """Two charts were there, which said that their curves begin with the first epochs."""
    app = visit(page="compare")
    like, content = app.session_state["session"].experiment, lab.folder("pretrained").model_path.read_bytes()
    loaded = [lab.load(content, ADA, like, name) for name in ("mine", "yours")]

    def charts(*chosen: str) -> tuple[int, str]:
        app.session_state["compared"] = list(chosen)
        app.run()
        assert not app.exception
        overlays = [each for each in app.get("plotly_chart") if "Validation" in each.proto.alt]
        return len(overlays), next((each.value for each in app.caption if each.value.startswith("Without curves")), "")

    number, said = charts(*loaded)
    assert number == 0
    assert "yours" in said
    assert "A network from a file brings none" in said
    number, said = charts("pretrained", loaded[0])
    assert number
    assert "yours" not in said


def test_a_network_from_a_file_that_brings_its_curves_is_drawn_once(
    visit: Callable[..., AppTest], lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list counts none of its epochs, the charts counted all, and each drew the page anew because of the other, without end."""
    folder = RunFolder.create(lab.root, RunMeta(id="loaded", experiment=BASE, owner=owner_mark(ADA), created=2e9))
    folder.append([epoch(1), epoch(2), event("finished", reason=LOADED, epochs=1, seconds=1.0)])
    again: list[str] = []
    monkeypatch.setattr(side_by_side.st, "rerun", lambda *_: again.append(sys._getframe(1).f_code.co_name))
    app = visit(page="compare")
    app.session_state["compared"] = ["loaded"]
    app.run()
    assert not app.exception
    assert "side_by_side" not in again
