"""A message from a browser that has not yet drawn what the server decided meanwhile undoes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.Checkbox_pb2 import Checkbox
from streamlit.proto.MultiSelect_pb2 import MultiSelect
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.Selectbox_pb2 import Selectbox
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.TextInput_pb2 import TextInput
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import PRETRAINED
from pages.widgets.shell.told_values import SHIPPED, begin_with_it
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
    monkeypatch.setattr("pages.widgets.explain.inside.map_of_images", lambda folder, look, image, tell, say: opened.append(tell))
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


class Browser:
    """What Streamlit's browser shows (`useBasicWidgetState` of its scripts): an order is taken over; what a widget begins with is so
    by a browser that has not mounted it."""

    def __init__(self, app: AppTest) -> None:
        self.shows: dict[str, Any] = {}
        self.ordered: set[str] = set()
        self.draw(app)

    def draw(self, app: AppTest) -> None:
        kinds = ("button_group", "select_slider", "number_input")
        widgets = {each.key: each.proto for kind in kinds for each in app.get(kind) if each.key in SET}
        self.ordered = {key for key, proto in widgets.items() if proto.set_value}
        for key, proto in widgets.items():
            if proto.set_value:
                self.shows[key] = order(proto)
            elif key not in self.shows:
                self.shows[key] = beginning(proto)


def order(proto: Any) -> Any:
    for name in ("raw_values", "raw_value"):
        if hasattr(proto, name):
            return list(getattr(proto, name))
    return proto.value


def beginning(proto: Any) -> Any:
    if not hasattr(proto, "options"):
        return proto.default
    return [getattr(proto.options[int(place)], "content", proto.options[int(place)]) for place in proto.default]


def test_values_are_told_until_the_browser_has_drawn_them(visit: Callable[..., AppTest]) -> None:
    """A second run before that, as under load, once left it with first options and least numbers, which it sent as edits."""
    app = visit(page="data")
    first = Browser(app)
    assert first.ordered == set(first.shows) == SET
    app._run(WidgetStates())  # nothing of the page has come to the browser yet
    assert Browser(app).shows == first.shows
    app.run()  # it sends what it has drawn
    app._run(WidgetStates())
    assert Browser(app).shows != first.shows  # as Streamlit has it: the browser keeps what it shows
    app.switch_page("pages/train.py").run()
    app.switch_page("pages/data.py").run()
    app._run(WidgetStates())
    assert Browser(app).shows == first.shows


def test_a_value_that_is_told_again_undoes_no_edit_of_the_moment_before(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    browser = Browser(app)
    edits: dict[str, Any] = {"data.split_seed": 7, "train_size": ["500"], "dataset": ["other"], "data.task": ["other"]}
    browser.shows.update(edits)  # on the page that it has drawn, while a run is on that was asked for before
    app._run(WidgetStates())
    browser.draw(app)
    assert (browser.shows, browser.ordered) == (edits, set())


def test_streamlit_itself_still_tells_them_once(visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, Streamlit has mended it: take the patch out."""
    app = visit(page="data")
    first = Browser(app)
    monkeypatch.setattr(SessionState, "register_widget", SHIPPED["register_widget"])
    app._run(WidgetStates())
    shown = Browser(app).shows
    assert all(shown[key] != first.shows[key] for key in SET)


@pytest.mark.parametrize(
    ("widget", "begins"),
    [
        (Checkbox(value=True, set_value=True), True),
        (Checkbox(value=False, default=True, set_value=True), False),
        (NumberInput(value=0, default=5, set_value=True), 0),
        (Slider(value=[3, 4], default=[1, 2], set_value=True), [3, 4]),
        (Slider(raw_value=["b"], options=["a", "b"], default=[0], set_value=True), [1]),
        (Selectbox(raw_value="b", options=["a", "b"], default=0, set_value=True), 1),
        (MultiSelect(raw_values=["c", "a"], options=["a", "b", "c"], default=[1], set_value=True), [2, 0]),
        (
            ButtonGroup(
                raw_values=[":material/map: b"],
                options=[{"content": "a"}, {"content": "b", "content_icon": ":material/map:"}],
                set_value=True,
            ),
            [1],
        ),
        (TextInput(value="two", default="one", set_value=True), "two"),
    ],
    ids=lambda each: type(each).__name__ if hasattr(each, "DESCRIPTOR") else "",
)
def test_an_order_becomes_what_a_widget_begins_with(widget: Any, begins: Any) -> None:
    begin_with_it(widget)
    assert not widget.set_value
    assert (list(widget.default) if isinstance(begins, list) else widget.default) == begins


def test_nothing_chosen_is_a_beginning_too_and_what_a_person_typed_stays_an_order() -> None:
    nothing = Selectbox(options=["a"], default=0, set_value=True)
    begin_with_it(nothing)
    assert not nothing.HasField("default")
    typed = Selectbox(raw_value="own", options=["a"], default=0, set_value=True)
    begin_with_it(typed)
    assert typed.set_value
