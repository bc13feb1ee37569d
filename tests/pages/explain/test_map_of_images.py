"""The map of test images on the Explain page: what is drawn, what is said of it, and that the page does not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.decomposition import PCA
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.engine import Inspection, Laboratory, insides
from cnn_core.errors import EngineError
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.spec import Conv2D, Dense, Flatten
from cnn_core.spec.architecture import Architecture
from pages.widgets.explain.seen_images import how_many
from tests.engine.fake_engine import FakeEngines, epoch, started
from tests.pages.epochs_run import ADA, epochs_run
from tests.pages.explain.test_explain_live import weights_come

Visit = Callable[..., AppTest]
Maps = list[tuple[np.ndarray, np.ndarray]]


@pytest.fixture
def maps(monkeypatch: pytest.MonkeyPatch) -> Maps:
    """The points and probabilities of each map that was drawn."""
    drawn: Maps = []
    monkeypatch.setattr(
        "pages.widgets.explain.image_map.image_map", lambda key, points, labels, said, *rest: drawn.append((points, said))
    )
    return drawn


def opened(visit: Visit, lab: Laboratory) -> AppTest:
    insides._kept.clear()
    epochs_run(lab)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    return settled(app.segmented_control(key="explain part").set_value("Map of images").run())


def settled(app: AppTest) -> AppTest:
    """After what is made in the background has come."""
    if "values made" in app.session_state:
        assert app.session_state["values made"][1].wait(60)
        app.run()
    assert not app.exception
    return app


def caption(app: AppTest) -> str:
    return next(each.value for each in app.caption if "test images. A ring" in each.value)


def test_the_map_shows_every_test_image_by_the_network_and_by_its_pixels(visit: Visit, lab: Laboratory, maps: Maps) -> None:
    app = opened(visit, lab)
    assert "The first 2,000 test images" in caption(app)
    by_hidden = maps[-1][0]
    settled(app.select_slider(key="epoch slider").set_value(0).run())
    settled(app.segmented_control(key="map by").set_value("the pixels").run())
    assert not app.error
    expected = PCA(2, random_state=0).fit_transform(load_local("mnist-mini").x_test.reshape(2000, -1).astype(float))
    np.testing.assert_allclose(np.abs(maps[-1][0]), np.abs(expected), atol=0.5)
    assert by_hidden.shape == (2000, 2)
    points, answers = maps[-1]
    settled(app.select_slider(key="epoch slider").set_value(2).run())
    assert np.array_equal(maps[-1][0], points)
    assert not np.array_equal(maps[-1][1], answers), "by the pixels too, the answers are those of the epoch"
    kept = app.session_state["explain computed"].values()
    sizes = [each[0].shape for each in kept if isinstance(each, tuple) and isinstance(each[0], np.ndarray)]
    assert sizes
    assert max(columns for _, columns in sizes) <= 50, "what is kept is small"


def test_the_page_stays_alive_while_the_images_go_through_the_network_and_keeps_the_map_before(
    visit: Visit, lab: Laboratory, maps: Maps, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, going_on, features = opened(visit, lab), threading.Event(), Inspection.features

    def slowly(*arguments: Any) -> Any:
        assert going_on.wait(60)
        return features(*arguments)

    monkeypatch.setattr("pages.widgets.explain.made.GRACE", 0.01)
    monkeypatch.setattr(Inspection, "features", slowly)
    before = maps[-1][0]
    app.select_slider(key="epoch slider").set_value(0).run()
    assert not app.exception
    assert np.array_equal(maps[-1][0], before)
    assert caption(app).startswith("Still the map before this one.")
    going_on.set()
    settled(app)
    assert not np.array_equal(maps[-1][0], before)
    assert caption(app).startswith("The first")


def test_the_map_by_neighbours_is_made_in_the_background_with_the_plane_until_then(
    visit: Visit, lab: Laboratory, engines: FakeEngines, maps: Maps
) -> None:
    """The fake engine doubles what it is given in each of two stages, and that is first the plane, 0.0001 wide."""
    going_on = threading.Event()

    def double(features: np.ndarray, start: np.ndarray, stage: int) -> np.ndarray:
        assert going_on.wait(60)
        return start * 2

    engines.nth_client(1).side_tasks["neighbour_map"] = double
    app = opened(visit, lab)
    plane = maps[-1][0]
    app.segmented_control(key="map arranged by").set_value("t-SNE").run()
    assert np.array_equal(maps[-1][0], plane)
    assert "PCA: the two directions" in caption(app), "the words are those of the map that is there"
    going_on.set()
    assert app.session_state["neighbour map"][1].wait(60)
    app.run()
    assert not app.error
    assert "t-SNE: those that are most alike" in caption(app)
    np.testing.assert_allclose(np.abs(maps[-1][0]), np.abs(plane) * 4e-4 / plane[:, 0].std(), rtol=1e-3, atol=1e-7)


def test_while_a_map_by_neighbours_is_made_another_waits(visit: Visit, lab: Laboratory, engines: FakeEngines, maps: Maps) -> None:
    """The engine has one thread for what takes long, and what is cancelled would still fill it until its stage is done."""
    going_on, asked = threading.Event(), []

    def slowly(features: np.ndarray, start: np.ndarray, stage: int) -> np.ndarray:
        asked.append(stage)
        assert going_on.wait(60)
        return start

    engines.nth_client(1).side_tasks["neighbour_map"] = slowly
    app = opened(visit, lab)
    app.segmented_control(key="map arranged by").set_value("t-SNE").run()
    making = app.session_state["neighbour map"][1]
    for number in (0, 1):
        settled(app.select_slider(key="epoch slider").set_value(number).run())
    assert app.session_state["neighbour map"][1] is making
    assert not making.cancelled
    assert asked == [0]
    going_on.set()
    assert making.wait(60)
    app.run()
    latest = app.session_state["neighbour map"][1]
    assert latest is not making
    assert latest.wait(60)
    settled(app.run())
    assert "t-SNE: those that are most alike" in caption(app)


def test_the_maps_of_a_run_that_trains_are_arranged_like_the_first_of_them(
    visit: Visit, lab: Laboratory, engines: FakeEngines, maps: Maps, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[Any] = []
    monkeypatch.setattr("pages.widgets.explain.image_map.neighbours", lambda key, *_: keys.append(key))
    client, learned = engines.nth_client(1), RunFolder(PRETRAINED_PATH).weights()
    client.checkpoints = {n: ({name: array * n for name, array in learned.items()}, {}) for n in (1, 2)}
    run = lab.submit(PRESETS["small-cnn"].experiment, ADA)
    job = client.nth_job(1)
    job.send(started())
    app = visit(ADA, "explain")
    app.session_state["session"].show_run(run)
    for number in (1, 2):
        job.send(epoch(number))
        job.checkpoint(number)
        assert weights_come(lab, run, number)
        settled(app.run())
        settled(app.segmented_control(key="explain part").set_value("Map of images").run())
        settled(app.segmented_control(key="map arranged by").set_value("t-SNE").run())
    (first, shown, _), (like, other, alone) = keys[0], keys[-1]
    assert first == shown == like != other
    assert not alone


def test_where_the_neighbours_fail_the_plane_is_not_said_to_be_theirs(
    visit: Visit, lab: Laboratory, engines: FakeEngines, maps: Maps
) -> None:
    engines.nth_client(1).side_tasks["neighbour_map"] = EngineError("The engine is away.")
    app = opened(visit, lab)
    plane = maps[-1][0]
    app.segmented_control(key="map arranged by").set_value("t-SNE").run()
    assert app.session_state["neighbour map"][1].wait(60)
    app.run()
    assert app.error
    assert np.array_equal(maps[-1][0], plane)
    assert "PCA: the two directions" in caption(app)


def test_a_map_has_fewer_images_where_each_gives_many_numbers() -> None:
    """26 x 26 x 32 numbers an image, ten millions in all."""
    layers = (Conv2D(filters=32, kernel_size=3), Flatten(), Dense(units=10, activation="softmax"))
    wide = Architecture(name="wide", input_shape=(28, 28, 1), layers=layers)
    assert how_many(wide) == 10**7 // (26 * 26 * 32)
    assert how_many(PRESETS["small-cnn"].experiment.architecture) == 2000
