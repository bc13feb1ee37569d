"""Two runs with the same weights, whose pixels are scaled differently: what is kept of one is not shown of the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.engine import Laboratory
from cnn_core.explain.numpy_network import numpy_outputs, numpy_prediction
from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from cnn_core.training.events import event
from tests.engine.fake_engine import started
from tests.pages.epochs_run import ADA
from tests.pages.run_menu import run_menu

OFF = (0, 3, 8, 18)


def rescaled(lab: Laboratory) -> None:
    """The network that comes along, as a run of Ada's that takes pixels from -1 to 1 instead of 0 to 1."""
    pretrained = RunFolder(PRETRAINED_PATH)
    folder = RunFolder.create(lab.root, replace(pretrained.meta, id="rescaled", owner=owner_mark(ADA)))
    folder.save_weights(pretrained.weights())
    folder.append(
        [
            started(scaling=[127.5, 127.5]),
            event("evaluated", test_loss=0.5, test_accuracy=0.75),
            event("finished", reason="completed", epochs=2, seconds=1.0),
        ]
    )
    folder.save_result()


def accuracies(app: AppTest) -> tuple[str, str]:
    """On the test images that are tried: as trained, and with the filters that are off."""
    shown = next(each for each in app.metric if each.label.startswith("Accuracy"))
    return shown.proto.help.removeprefix("As trained: "), str(shown.value)


def test_filters_accuracies_and_maps_are_those_of_the_scaling_of_each_run(
    visit: Callable[..., AppTest], lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[np.ndarray] = []
    monkeypatch.setattr("pages.widgets.explain.image_map.image_map", lambda key, points, labels, said, *_: drawn.append(said))
    rescaled(lab)
    folder, data = RunFolder(PRETRAINED_PATH), load_local("mnist-mini")
    architecture, weights = folder.meta.experiment.architecture, folder.weights()
    app = visit(ADA, "explain")
    for run, offset, divisor in (("pretrained", 0, 255), ("rescaled", 127.5, 127.5)):
        run_menu(app).select(run).run()
        app.segmented_control(key="explain part").set_value("Filters").run()
        next(each for each in app.multiselect if each.label == "Switched off").set_value(list(OFF)).run()
        images = ((data.x_test - np.float32(offset)) / np.float32(divisor)).astype(np.float32)
        tried = images[: len(app.session_state["explain latest"]["responses"][1].silent)]
        truth = data.y_test[: len(tried)]
        said = [numpy_prediction(architecture, weights, tried, off).argmax(1) for off in (None, {0: OFF})]
        assert accuracies(app) == tuple(f"{np.mean(each == truth):.1%}" for each in said)
        maps = numpy_outputs(architecture, weights, tried)[0]
        assert np.allclose(app.session_state["explain latest"]["responses"][1].strongest, maps.max((1, 2)), atol=1e-4)
        app.segmented_control(key="explain part").set_value("Map of images").run()
        if "values made" in app.session_state:
            assert app.session_state["values made"][1].wait(60)
            app.run()
        assert not app.exception
        assert np.allclose(drawn[-1][: len(tried)], numpy_prediction(architecture, weights, tried, {0: OFF}), atol=1e-4)
