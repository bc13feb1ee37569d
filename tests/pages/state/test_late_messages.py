"""A message from a browser that has not yet drawn what the server decided meanwhile undoes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from pages.widgets.state.session import Session


def test_a_page_that_still_shows_the_old_values_does_not_report_them_as_edits(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    old = app._tree.get_widget_states()
    mine: Session = app.session_state["session"]
    chosen = replace(mine.experiment.data, dataset="digits", train_size=500, scaling="standard")
    mine.set_data(chosen)  # as when an upload has become a dataset, or a preset or undo brings other values
    app.run()
    app._run(old)
    assert mine.experiment.data == chosen
    assert not app.exception


def test_after_that_the_widgets_work_as_before(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    mine: Session = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, scaling="standard"))
    app.run()
    scaling = next(each for each in app.selectbox if "(scaling)" in each.label)
    assert scaling.value == "standard"
    scaling.set_value("unit").run()
    assert mine.experiment.data.scaling == "unit"
