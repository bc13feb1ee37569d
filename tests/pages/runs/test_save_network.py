"""Networks leave through the Evaluate page and come back through it; a file that is refused changes nothing."""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.errors import EngineError
from cnn_core.runs import list_runs
from cnn_core.runs.origin import origin_of
from pages.widgets.runs.load_network import name_of
from tests.engine.fake_engine import FakeEngines
from tests.pages.run_menu import run_menu

ADA = "ada-" + "x" * 24


def make_file(app: AppTest, kind: str) -> AppTest:
    app.radio(key="save as").set_value(kind).run()
    app.button(key="make file").click().run()
    assert app.session_state["file being made"].work.wait(10)
    return app.run()


def upload(app: AppTest, content: bytes, name: str = "network.zip") -> AppTest:
    return app.file_uploader[0].set_value((name, content, "application/octet-stream")).run()


def texts(app: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in [*app.info, *app.markdown, *app.error])


@pytest.mark.parametrize(("kind", "ending"), [("bundle", ".zip"), ("keras", ".keras"), ("h5", ".h5"), ("tflite", ".tflite.zip")])
def test_every_format_is_made_and_offered_under_the_name_of_the_network_and_a_mark(
    visit: Callable[..., AppTest], kind: str, ending: str
) -> None:
    app = make_file(visit(page="evaluate"), kind)
    assert not app.exception
    assert not app.error
    (kept,) = app.session_state["saved file"]
    assert kept.name.startswith("small-cnn-")
    assert kept.name.endswith(ending)
    assert len(kept.name.removeprefix("small-cnn-").removesuffix(ending)) == 12


def test_a_large_file_comes_in_a_zip(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = visit(page="evaluate")
    engines.nth_client(1).side_tasks["export"] = bytes(2 * 2**20)
    (kept,) = make_file(app, "h5").session_state["saved file"]
    assert kept.name.endswith(".h5.zip")
    with zipfile.ZipFile(io.BytesIO(kept.content)) as archive:
        assert archive.read(kept.name.removesuffix(".zip")) == bytes(2 * 2**20)


def test_a_file_that_cannot_be_made_is_a_sentence_and_the_page_lives(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = visit(page="evaluate")
    engines.nth_client(1).side_tasks["export"] = EngineError("The prediction process ended meanwhile: try once more.")
    app = make_file(app, "tflite")
    assert "try once more" in texts(app)
    assert app.button(key="make file")
    assert not app.exception


def test_a_bundle_comes_back_as_a_run_that_says_where_it_comes_from(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = upload(visit(page="evaluate"), lab.save("pretrained", "bundle"))
    assert not app.exception
    assert not app.error
    run = app.session_state["session"].run
    assert [each.id for each in list_runs(lab.root, ADA)] == [run]
    assert "loaded from a file" in texts(app)
    assert "98.40% right on its test images" in texts(app)
    assert "It has not been tested on all test images yet." in texts(app)
    assert any(label.startswith("small-cnn (loaded") for label in run_menu(app).options)


def test_a_loaded_network_can_be_chosen_on_draw_and_trained_on(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = upload(visit(page="evaluate"), lab.save("pretrained", "bundle"))
    run = app.session_state["session"].run
    app.switch_page("pages/draw.py").run()
    assert run_menu(app).value == run
    app.switch_page("pages/train.py").run()
    next(each for each in app.button if each.label == "Train on").click().run()
    assert not app.error
    job = engines.nth_client(1).nth_job(1)
    assert job.job.resume.epoch == 6
    assert job.job.experiment["training"]["epochs"] == 6 + app.session_state["session"].experiment.training.epochs


def test_a_keras_file_is_taken_for_a_network_on_the_data_of_the_desk(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = upload(visit(page="evaluate"), lab.folder("pretrained").model_path.read_bytes(), "mine.keras")
    assert not app.error
    run = app.session_state["session"].run
    assert lab.folder(run).meta.experiment.architecture.name == "mine"
    assert lab.folder(run).meta.experiment.data == app.session_state["session"].experiment.data
    assert lab.state(run).scaling == (0.0, 255.0)
    tried = origin_of(lab.folder(run)).images
    words = f"It has not been tested on all test images yet, but for the {tried:,} on which its scaling was tried: see below."
    assert f"The file gives no figures for it. {words}" in texts(app)  # "not tested here yet" stood above the accuracy on these
    before, after = lab.folder("pretrained").weights(), lab.folder(run).weights()
    assert all((before[name] == after[name]).all() for name in before)


def test_networks_of_files_that_are_called_alike_are_told_apart_and_are_not_edited_since(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    app = visit(page="evaluate")
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(replace(mine.experiment, architecture=mine.experiment.architecture.edit(0, filters=9))))
    content = lab.folder("pretrained").model_path.read_bytes()
    for _ in range(3):
        upload(app, content, "mine.keras")
    assert [run.network for run in list_runs(lab.root, ADA)] == ["mine 2", "mine (keras)", "mine"]
    assert "Not the loaded mine 2" in str(app.sidebar.markdown[0].value)


def test_a_run_that_was_chosen_beside_another_network_is_not_said_to_be_edited(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit(page="evaluate")
    app.button(key="sidebar-train").click().run()
    mine = app.session_state["session"]
    other = mine.experiment.architecture.edit(0, filters=9)
    mine.put(replace(mine.desk, experiment=replace(mine.experiment, architecture=other), past=()))
    said = str(app.run().sidebar.markdown[0].value).replace("\\", "")
    assert "Not trained yet" in said
    assert re.search(r"\n\nShown: small-cnn of \d\d:\d\d: ", said)


def test_its_images_are_chosen_where_it_is_loaded_and_the_desk_stays(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = visit(page="evaluate")
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, dataset="digits"))
    app.run()
    before = mine.experiment
    menu = next(each for each in app.selectbox if each.label == "Its images")
    assert menu.value == "digits"
    assert "MNIST mini: 28x28x1, 10 classes" in menu.options
    menu.set_value("mnist-mini").run()
    upload(app, lab.folder("pretrained").model_path.read_bytes(), "mine.keras")
    assert not app.error
    assert lab.folder(mine.run).meta.experiment.data.dataset == "mnist-mini"
    assert mine.experiment == before


def test_a_loaded_network_is_tested_here_on_request(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = upload(visit(page="evaluate"), lab.save("pretrained", "bundle"))
    run = app.session_state["session"].run
    app.button(key="test loaded").click().run()
    assert app.session_state["tests of networks"][run].wait(10)
    assert lab.state(run).test_accuracy == 1.0
    assert lab.state(run).status == "finished"
    assert len(lab.folder(run).evaluation().labels) == 2


def held(engines: FakeEngines, what: str) -> threading.Event:
    """Holds up the predictions, or the side task of this name, until the event is set; the page must not wait for it."""
    client, go_on = engines.nth_client(1), threading.Event()
    if what == "predict":
        answer = client.predict
        client.predict = lambda *arguments: go_on.wait(30) and answer(*arguments)
    else:
        client.side_tasks[what] = lambda *arguments: go_on.wait(30) and b"a file"
    return go_on


def test_a_test_goes_on_in_the_background_and_can_be_cancelled(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = upload(visit(page="evaluate"), lab.save("pretrained", "bundle"))
    run = app.session_state["session"].run
    go_on = held(engines, "predict")
    began = time.monotonic()
    app.button(key="test loaded").click().run()
    assert time.monotonic() - began < 5
    going = app.session_state["tests of networks"][run]
    while not going.total:
        assert not going.wait(0.05)
    assert any("0 of 2,000 images" in bar.proto.text for bar in app.run().get("progress"))
    app.button(key="cancel test").click().run()
    go_on.set()
    assert going.wait(10)
    app.run()
    assert lab.state(run).test_accuracy is None
    assert app.button(key="test loaded")
    assert not app.error


def test_a_file_is_made_in_the_background_and_can_be_cancelled(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = visit(page="evaluate")
    go_on = held(engines, "export")
    app.radio(key="save as").set_value("tflite").run()
    began = time.monotonic()
    app.button(key="make file").click().run()
    assert time.monotonic() - began < 5
    app.button(key="cancel file").click().run()
    go_on.set()
    assert app.session_state["file being made"].work.wait(10)
    app.run()
    assert app.button(key="make file")
    assert not app.error
    assert app.session_state["saved file"] == []


@pytest.mark.parametrize(
    ("file", "name"),
    [("digits of my class.keras", "digits of my class"), ("..keras", "."), ("a\u0007b.h5", "a b"), (".keras", ".keras")],
)
def test_a_network_is_called_as_its_file(file: str, name: str) -> None:
    assert name_of(file) == name


def test_a_file_that_is_refused_is_a_sentence_and_changes_nothing(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = visit(page="evaluate")
    upload(app, lab.save("pretrained", "bundle"))
    before = app.session_state["session"].run, app.session_state["session"].experiment
    upload(app, b"no network at all")
    assert "no Keras network" in texts(app)
    assert (app.session_state["session"].run, app.session_state["session"].experiment) == before
    assert len(list_runs(lab.root, ADA)) == 1
