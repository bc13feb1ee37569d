"""Every part of the Explain page, for networks and images unlike those that it was made with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.entry import Entry
from cnn_core.data.load import load_local
from cnn_core.data.own import keep, own_name
from cnn_core.data.task import class_names, labels_for
from cnn_core.engine import Laboratory
from cnn_core.explain.spread import spread
from cnn_core.metrics.evaluation import evaluate
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.spec import (
    Activation,
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    InvertedResidual,
    Layer,
    MaxPooling2D,
    ResidualBlock,
    SeparableConv2D,
)
from cnn_core.summary import summarise
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines
from tests.pages.epochs_run import ADA
from tests.pages.explain.test_why import ones

Visit = Callable[..., AppTest]
HEAD = (Flatten(), Dense(units=2, activation="softmax"))
DEEP: tuple[Layer, ...] = (
    *(Conv2D(filters=4, padding="same"), BatchNormalization(), Activation(), Dropout()) * 9,
    MaxPooling2D(),
    *HEAD,
)


def own_images(side: int, channels: int) -> str:
    """Twelve images of two classes, whose names are long and hold what Markdown takes for markup."""
    draw, names = np.random.default_rng(1), ("a cat on a *mat*, asleep", "dog [not](http://a.cat)")
    parts: dict[str, Any] = {
        f"x_{part}": draw.integers(0, 256, (12, side, side, channels), np.uint8) for part in ("train", "test")
    }
    parts |= {f"y_{part}": np.arange(12, dtype=np.int64) % 2 for part in ("train", "test")}
    about = {"title": "Pets", "class_names": names, "pixel_max": 255, "source": "a test", "licence": ""}
    data = Dataset(name="", **parts, **about)
    sizes = {"input_shape": (side, side, channels), "train_size": 12, "test_size": 12}
    entry = Entry(name=own_name(ADA, "Pets"), description="", bundled=False, fingerprint=data.fingerprint, **sizes, **about)
    keep(entry, ADA, lambda file: np.savez(file, **{each: parts[each] for each in ARRAYS}))
    return entry.name


def run_of(lab: Laboratory, choice: DataChoice, shape: tuple[int, int, int], layers: tuple[Layer, ...]) -> str:
    """A tested run of a network with random weights; returns its id."""
    architecture = Architecture(name="other", input_shape=shape, layers=layers)
    experiment = replace(PRESETS["small-cnn"].experiment, architecture=architecture, data=choice)
    folder = RunFolder.create(lab.root, RunMeta(id="other", experiment=experiment, owner=owner_mark(ADA)))
    draw = np.random.default_rng(3)
    shapes = {f"{row.index}.{w.name}": w.shape for row in summarise(architecture).rows for w in row.weights}
    for number in (0, 1):
        weights = {name: np.abs(draw.normal(0, 0.3, size)).astype(np.float32) for name, size in shapes.items()}
        folder.save_checkpoint(number, weights, {})
    folder.save_weights(weights)
    labels, names = labels_for(load_local(choice.dataset).y_test, choice), class_names(choice)
    said = np.eye(len(names), dtype=np.float32)[np.zeros(len(labels), int)]
    folder.save_evaluation(evaluate(labels, said, names))
    folder.append(
        [event("evaluated", test_loss=1.0, test_accuracy=0.5), event("finished", reason="completed", epochs=1, seconds=1.0)]
    )
    folder.save_result()
    return folder.id


CASES = {
    "own images, 128x128 in colour": (128, 3, (Conv2D(filters=6, strides=(2, 2)), MaxPooling2D(pool_size=(4, 4)), *HEAD)),
    "forty layers": (16, 3, DEEP),
    "without convolutions": (8, 1, HEAD),
    "blocks": (12, 3, (ResidualBlock(filters=4, strides=2), InvertedResidual(filters=4), SeparableConv2D(filters=5), *HEAD)),
    "images of 2 by 2": (2, 1, HEAD),
}


@pytest.mark.parametrize("name", [*CASES, "8x8 digits, one class against the rest"])
def test_every_part_shows_something_and_fails_at_nothing(name: str, visit: Visit, lab: Laboratory, engines: FakeEngines) -> None:
    client = engines.nth_client(1)
    client.predict = lambda architecture, weights, key, images, timeout: np.full((len(images), 2), 0.5, np.float32)
    client.side_tasks["gradients"] = ones
    client.side_tasks["spreads"] = lambda architecture, weights, *_: {
        int(name.split(".")[0]): dict.fromkeys(("weights", "activations", "gradients"), spread(array))
        for name, array in weights.items()
    }
    if name in CASES:
        side, channels, layers = CASES[name]
        run_of(lab, DataChoice(dataset=own_images(side, channels)), (side, side, channels), layers)
    else:
        run_of(lab, DataChoice(dataset="digits", task="one-against-rest", target=3), (8, 8, 1), (Conv2D(filters=3), *HEAD))
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("other").run()
    for part in ("Microscope", "Why this answer", "Filters", "Weights", "Map of images"):
        app.segmented_control(key="explain part").set_value(part).run()
        if part == "Weights":
            assert app.session_state["spreads"][1].wait(20)
            app.run()
        assert not app.exception, part
        assert not app.error, (part, app.error[0].value)
        for layer in app.selectbox(key="filters layer").options if (part, name) == ("Filters", "blocks") else []:
            app.selectbox(key="filters layer").select(layer).run()
            app.multiselect[0].set_value([1]).run()
            assert not app.exception, layer
            assert not app.error, (layer, app.error[0].value)
    app.segmented_control(key="map arranged by").set_value("t-SNE").run()
    assert app.session_state["neighbour map"][1].wait(20)
    next(each for each in app.toggle if each.label == "Change the image").set_value(True).run()
    next(each for each in app.segmented_control if each.label == "Image").set_value("Mistakes").run()
    app.select_slider(key="epoch slider").set_value(0).run()
    assert not app.exception
    assert not app.error
    assert app.session_state["explained image"].kind == "Mistakes"
