"""An image that is changed by hand on the Explain page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.explain.edits import Edit
from cnn_core.explain.numpy_network import numpy_prediction
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from tests.pages.epochs_run import ADA

Visit = Callable[..., AppTest]


def labelled(kind: Any, label: str) -> Any:
    return next(each for each in kind if each.label == label)


def seen(app: AppTest) -> Any:
    assert not app.exception
    assert not app.error
    return list(app.session_state["looks"].values())


def test_bars_and_maps_follow_a_change_and_it_can_be_taken_back(visit: Visit) -> None:
    app = visit(ADA, "explain")
    labelled(app.toggle, "Change the image").set_value(True).run()
    labelled(app.slider, "Right by pixels").set_value(4).run()
    image = load_local("mnist-mini").x_test[0]
    moved = np.zeros_like(image)
    moved[:, 4:] = image[:, :-4]
    shown = next(look for look in seen(app) if np.array_equal(look.pixels, moved))
    folder = RunFolder(PRETRAINED_PATH)
    by_hand = numpy_prediction(folder.meta.experiment.architecture, folder.weights(), moved[None] / np.float32(255))[0]
    np.testing.assert_allclose(shown.probabilities, by_hand, atol=1e-6)
    app.button(key="edit reset").click().run()
    assert labelled(app.slider, "Right by pixels").value == 0
    assert np.array_equal(seen(app)[-1].pixels, image)


def test_what_is_painted_is_on_that_image_alone(visit: Visit) -> None:
    app = visit(ADA, "explain")
    labelled(app.toggle, "Change the image").set_value(True).run()
    edit = app.session_state["image edit"]
    app.session_state["image edit"] = type(edit)(painted=((0, 0, 255), (0, 1, 255)))
    app.run()
    assert seen(app)[-1] is not None
    assert any(look.pixels[0, 0, 0] == 255 for look in seen(app))
    app.button(key="explain Next").click().run()
    assert app.session_state["image edit"].painted == ()


def test_the_brush_is_there_only_where_it_paints(visit: Visit) -> None:
    app = visit(ADA, "explain")
    labelled(app.toggle, "Change the image").set_value(True).run()
    labelled(app.segmented_control, "Brush").set_value("White").run()
    app.segmented_control(key="explain part").set_value("Filters").run()
    assert not app.exception
    assert "Brush" not in [each.label for each in app.segmented_control]
    assert labelled(app.slider, "Turned left by degrees").value == 0
    app.segmented_control(key="explain part").set_value("Microscope").run()
    assert labelled(app.segmented_control, "Brush").value == "Off"


Say = Callable[..., AppTest]


@pytest.fixture
def brushed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, Say]:
    """The page with a white brush, and what makes its browser tell strokes, at first of the image that is shown."""
    app = visit(ADA, "explain")
    labelled(app.toggle, "Change the image").set_value(True).run()
    labelled(app.segmented_control, "Brush").set_value("White").run()
    monkeypatch.setattr("pages.widgets.components.microscope._component", lambda **given: given["on_painted_change"]())

    def say(strokes: list[Any], onto: int | None = None, undo: bool = False) -> AppTest:
        shown = app.session_state["painted onto"] if onto is None else onto
        app.session_state["microscope"] = {"painted": {"onto": shown, "strokes": strokes, "undo": undo}}
        app.run()
        app.session_state["microscope"] = {}
        return app.run()

    return app, say


def painted(app: AppTest) -> set[tuple[int, int, int]]:
    return set(app.session_state["image edit"].painted)


def test_only_pixels_of_the_image_are_painted(brushed: tuple[AppTest, Say]) -> None:
    """The browser says where the brush went; what it says is checked."""
    app, say = brushed
    dabs = [[1, 2, 255], [1, 2, 0], [28, 0, 255], [0, 99, 255], [3, 4], "x", [-1, 0, 9], [5, 5, 256], [2.5, 0, 1]]
    say([[1, dabs], [-1, [[3, 3, 0]]], [2.0, [[3, 3, 0]]], "x", [3], [4, "x"], [5, [[99, 99, 0]]]])
    assert painted(app) == {(1, 2, 0)}
    onto = app.session_state["painted onto"]
    app.button(key="edit reset").click().run()
    say([[1, dabs]], onto)
    assert painted(app) == set(), "it was painted before the image was as it was"


def test_strokes_are_undone_one_after_the_other(brushed: tuple[AppTest, Say]) -> None:
    app, say = brushed
    assert app.button(key="undo stroke").disabled
    say([[7, [[1, 1, 255]]]])
    onto = app.session_state["painted onto"]
    say([[7, [[1, 1, 255], [1, 2, 255]]], [9, [[1, 2, 0], [4, 4, 0]]]])
    assert painted(app) == {(1, 1, 255), (1, 2, 0), (4, 4, 0)}, "what a later stroke goes over is its own"
    app.button(key="undo stroke").click().run()
    assert painted(app) == {(1, 1, 255), (1, 2, 255)}
    say([[9, [[1, 2, 0]]]], onto)
    assert painted(app) == {(1, 1, 255), (1, 2, 255)}, "what the browser told before it knew does not bring a stroke back"
    say([[12, [[6, 6, 0]]]])
    assert len(painted(app)) == 3
    for _ in range(2):
        app.button(key="undo stroke").click().run()
    assert painted(app) == set()
    assert app.button(key="undo stroke").disabled
    assert np.array_equal(seen(app)[-1].pixels, load_local("mnist-mini").x_test[0])


def test_the_keys_undo_the_last_of_the_strokes_that_are_told_with_them(brushed: tuple[AppTest, Say]) -> None:
    app, say = brushed
    say([[7, [[1, 1, 255]]]])
    say([[7, [[1, 1, 255]]], [9, [[4, 4, 0]]]], undo=True)
    assert painted(app) == {(1, 1, 255)}
    say([], undo=True)
    assert painted(app) == set()
    say([], undo=True)
    assert painted(app) == set()


@pytest.mark.parametrize("first", ["the button", "the brush"])
def test_a_stroke_told_in_the_same_run_as_the_click_of_undo_is_the_one_undone(first: str) -> None:
    """Streamlit calls the callbacks of one run in an order of its own."""

    def page(first: str) -> None:
        from types import SimpleNamespace
        from typing import Any, cast

        import numpy as np
        import streamlit as st

        from pages.widgets.explain import edit_image

        state, pixels = st.session_state, np.zeros((28, 28, 1), np.uint8)
        edit_image.edit_of("mnist", (28, 28, 1), 0)
        state[edit_image.BRUSH] = "White"
        brush = edit_image.painter(cast(Any, SimpleNamespace(pixels=pixels)))
        assert brush is not None
        brush[2]([(7, [[1, 1, 255]])], False)
        deeds = [edit_image.want_undone, lambda: brush[2]([(7, [[1, 1, 255]]), (9, [[4, 4, 255]])], False)]
        for deed in deeds if first == "the button" else deeds[::-1]:
            deed()
        state["after"] = edit_image.edit_of("mnist", (28, 28, 1), 0).painted

    app = AppTest.from_function(page, kwargs={"first": first}).run()
    assert not app.exception
    assert app.session_state["after"] == ((1, 1, 255),)


def test_of_very_many_strokes_the_last_can_be_undone_and_the_oldest_are_one(brushed: tuple[AppTest, Say]) -> None:
    app, say = brushed
    places = [(row, column) for row in range(3) for column in range(28)]
    for part in (places[:40], places[40:]):
        say([[1 + places.index(at), [[*at, 255]]] for at in part])
    assert painted(app) == {(*at, 255) for at in places}, "none is lost"
    assert len(app.session_state["brush strokes"]) == 50
    app.button(key="undo stroke").click().run()
    assert painted(app) == {(*at, 255) for at in places[:-1]}


def test_what_was_painted_last_stays_where_there_are_too_many_places(brushed: tuple[AppTest, Say], monkeypatch: Any) -> None:
    app, say = brushed
    monkeypatch.setattr("pages.widgets.explain.edit_image.MAX_PAINTED", 3)
    say([[1, [[0, 0, 255], [0, 1, 255]]], [2, [[5, 5, 255], [0, 0, 0]]]])
    assert painted(app) == {(0, 1, 255), (5, 5, 255), (0, 0, 0)}
    say([[3, [[7, 7, 255]]]])
    assert painted(app) == {(7, 7, 255), (5, 5, 255), (0, 0, 0)}


def test_strokes_end_with_their_image(brushed: tuple[AppTest, Say]) -> None:
    app, say = brushed
    say([[7, [[1, 1, 255]]]])
    app.button(key="explain Next").click().run()
    assert painted(app) == set()
    assert app.button(key="undo stroke").disabled


@pytest.mark.parametrize("image", [0, 5])
def test_what_was_done_to_an_image_of_another_dataset_fits_this_one(image: int) -> None:
    """The bottom of a CIFAR image is no place of an MNIST image, and the slider of that goes to 14."""

    def page(image: int) -> None:
        import streamlit as st

        from cnn_core.explain.edits import Edit
        from pages.widgets.explain.edit_image import edit_of

        edit_of("cifar10", (32, 32, 3), image)
        st.session_state["image edit"] = Edit(right=-16, down=16, turn=5.0, painted=((31, 31, 255),))
        assert edit_of("cifar10", (32, 32, 3), image).painted
        st.session_state["after"] = edit_of("mnist", (28, 28, 1), image)

    app = AppTest.from_function(page, kwargs={"image": image}).run()
    assert not app.exception
    assert app.session_state["after"] == Edit(right=-14, down=14, turn=5.0)
