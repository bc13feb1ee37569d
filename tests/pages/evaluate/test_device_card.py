"""The device card on the Evaluate page: asked for, watched, cancelled, shown and downloaded; the engine is a fake."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load
from cnn_core.engine import Laboratory
from cnn_core.engine.worker.device_tasks import LiteAnswers, LiteFile, NoLiteFile
from cnn_core.errors import EngineError
from tests.engine.fake_engine import FakeEngines

SIZES = {"float32": 4000, "float16": 2000, "int8": 1000}


def a_file(architecture: Any, weights: Any, scaling: Any, kind: str, sample: NDArray[Any]) -> LiteFile:
    assert sample.shape == (200, 28, 28, 1)
    return LiteFile(kind.encode().ljust(SIZES[kind]), 2048, "an interpreter, 1 thread")


def all_sevens(key: str, content: bytes | None, images: NDArray[Any]) -> LiteAnswers:
    answers = np.eye(10, dtype=np.float32)[np.full(len(images), 7)]
    return LiteAnswers(answers, np.full(len(images), 0.00125))


def opened(visit: Callable[..., AppTest], engines: FakeEngines) -> AppTest:
    app = visit(page="evaluate")
    engines.nth_client(1).side_tasks |= {"lite_file": a_file, "lite_answers": all_sevens}
    return app


def measured(app: AppTest) -> AppTest:
    app.button(key="measure device").click().run()
    assert app.session_state["measurements for devices"]["pretrained"].wait(10)
    return app.run()


def test_the_three_files_are_measured_shown_and_offered(
    visit: Callable[..., AppTest], engines: FakeEngines, lab: Laboratory
) -> None:
    app = measured(opened(visit, engines))
    assert not app.error
    assert not app.exception
    sevens = float(np.mean(load("mnist-mini").y_test == 7))
    shown = [(each.label, each.value) for each in app.metric]
    assert shown.count(("Test accuracy", f"{sevens:.2%}")) == 3
    assert [value for label, value in shown if label == "File"] == ["3.9 KB", "2.0 KB", "1000 B"]
    assert shown.count(("Per image", "1.2 ms")) == 3
    assert shown.count(("Activations", "2.0 KB")) == 3
    offered = [each.proto.label for each in app.get("download_button")]
    assert {"Download float32", "Download float16", "Download int8"} <= set(offered)
    assert any("an interpreter, 1 thread" in each.value for each in app.caption)
    assert lab.device_file("pretrained", "int8")


def test_it_is_measured_once_and_then_known_to_everybody_who_opens_the_run(
    visit: Callable[..., AppTest], engines: FakeEngines
) -> None:
    measured(opened(visit, engines))
    other = visit("eve-" + "x" * 24, page="evaluate")
    assert any(each.label == "Per image" for each in other.metric)
    assert not [each for each in other.button if each.key == "measure device"]


def test_it_goes_on_in_the_background_and_can_be_cancelled(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app, go_on = opened(visit, engines), threading.Event()
    engines.nth_client(1).side_tasks["lite_answers"] = lambda *arguments: go_on.wait(30) and all_sevens(*arguments)
    app.button(key="measure device").click().run()
    going = app.session_state["measurements for devices"]["pretrained"]
    while not going.total:
        assert not going.wait(0.05)
    assert any("float32: 0 of 6,000 readings" in bar.proto.text for bar in app.run().get("progress"))
    app.button(key="cancel device").click().run()
    go_on.set()
    assert going.wait(10)
    assert app.run().button(key="measure device")
    assert not app.error


def test_what_cannot_be_measured_is_a_sentence_and_the_page_lives(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = opened(visit, engines)
    engines.nth_client(1).side_tasks["lite_file"] = EngineError("The prediction process ended meanwhile: try once more.")
    app = measured(app)
    assert "try once more" in app.error[0].value
    assert app.button(key="measure device")
    assert not app.exception


def test_a_kind_that_the_interpreter_does_not_take_has_a_sentence_and_the_others_their_figures(
    visit: Callable[..., AppTest], engines: FakeEngines, lab: Laboratory
) -> None:
    def no_int8(*given: Any) -> LiteFile | NoLiteFile:
        return NoLiteFile("XNNPACK failed to prepare") if given[3] == "int8" else a_file(*given)

    app = opened(visit, engines)
    engines.nth_client(1).side_tasks["lite_file"] = no_int8
    app = measured(app)
    assert not app.error
    assert not app.exception
    assert [each.label for each in app.metric].count("Per image") == 2
    assert any("TensorFlow Lite does not take this network as int8" in each.value for each in app.markdown)
    assert any("XNNPACK failed to prepare" in each.value for each in app.caption)
    card = lab.device_card("pretrained")  # kept, as it is for the next visit
    assert card is not None
    assert list(card.absent) == ["int8"]
