"""A message from a browser that has not yet drawn what the server decided meanwhile undoes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import PRETRAINED
from pages.widgets.shell.streamlit_patches import SHIPPED
from pages.widgets.state.session import Session
from tests.pages.epochs_run import ADA, epochs_run
from tests.pages.run_menu import run_menu

SET = {"dataset", "data.task", "train_size", "data.split_seed"}


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


def test_the_run_that_the_app_chose_stays_chosen(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    epochs_run(lab)
    app = visit(ADA, "evaluate")
    old = app._tree.get_widget_states()
    mine: Session = app.session_state["session"]
    assert mine.run == PRETRAINED
    mine.show_run("epochs")  # as when a run that was waited for has come
    app.run()
    app._run(old)
    assert mine.run == "epochs"
    app.run()
    shown = run_menu(app)
    assert shown.value == "epochs"
    shown.select(PRETRAINED).run()
    assert mine.run == PRETRAINED


def test_an_image_that_was_opened_on_the_map_stays_open(visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Callable[[int], None]] = []
    monkeypatch.setattr("pages.widgets.explain.inside.map_of_images", lambda folder, look, image, tell: opened.append(tell))
    app = visit(ADA, "explain")
    app.segmented_control(key="explain part").set_value("Map of images").run()
    old = app._tree.get_widget_states()
    with monkeypatch.context() as patched:
        patched.setattr("pages.widgets.explain.inside.st.session_state", app.session_state)
        opened[-1](7)
    shown = len(opened)
    app.run()
    app._run(old)
    assert not app.exception
    assert len(opened) == shown
    assert app.session_state["explained image"].number == 7


def told(app: AppTest) -> dict[str, bool]:
    """Widget -> whether the browser is told its value, of those that would begin with another one."""
    kinds = ("button_group", "select_slider", "number_input")
    return {each.key: each.proto.set_value for kind in kinds for each in app.get(kind) if each.key in SET}


def test_values_are_told_until_the_browser_has_drawn_them(visit: Callable[..., AppTest]) -> None:
    """A second run before that, as under load, once left it with first options and least numbers, which it sent as edits."""
    app = visit(page="data")
    assert set(told(app)) == SET
    app._run(WidgetStates())  # nothing of the page has come to the browser yet
    assert told(app) == dict.fromkeys(SET, True)
    app.run()  # it sends what it has drawn
    assert told(app) == dict.fromkeys(SET, False)
    app._run(WidgetStates())
    assert told(app) == dict.fromkeys(SET, False)
    app.switch_page("pages/train.py").run()
    app.switch_page("pages/data.py").run()
    app._run(WidgetStates())
    assert told(app) == dict.fromkeys(SET, True)


def test_streamlit_itself_still_tells_them_once(visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, Streamlit has mended it: take the patch out."""
    app = visit(page="data")
    monkeypatch.setattr(SessionState, "register_widget", SHIPPED["register"])
    app._run(WidgetStates())
    assert told(app) == dict.fromkeys(SET, False)
