"""Networks from files have no curves, and no charts that wait for some."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
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
