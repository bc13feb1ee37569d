"""Who comes to Build to beat a run sees its figure there, and what to try."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cnn_core.training.events import event
from tests.pages.train.shown_run import SEVEN, show


def said(app: AppTest) -> list[str]:
    return [each.value for each in app.markdown if "To beat" in each.value]


def test_the_figure_to_beat_stands_on_build_with_two_edits_until_it_is_put_away(
    visit: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = show(visit, tmp_path, [*SEVEN[:-1], event("evaluated", test_loss=0.1, test_accuracy=0.984), SEVEN[-1]])
    link = next(each.proto for each in app.get("page_link") if each.proto.label == "Beat its 98.40%")
    assert link.query_string == "beat=1"
    app.switch_page("pages/build.py").run()
    assert not said(app)
    app.query_params["beat"] = "1"
    (line,) = said(app.run())
    assert "98.40%" in line
    assert "beat" not in app.query_params
    app.button(key="try Images moved at random").click().run()
    assert app.session_state["session"].experiment.augmentation.translation == 0.1
    assert said(app)
    app.button(key="beaten").click().run()
    assert not said(app)
    assert not app.exception
