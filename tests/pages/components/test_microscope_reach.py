"""What lights up under the pointer, worked out in the browser, is the receptive field that the core knows to be exact."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cnn_core.explain.windows import receptive_field
from cnn_core.spec import (
    Activation,
    AveragePooling2D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Layer,
    MaxPooling2D,
)
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise
from pages.widgets.explain.scene import reach
from tests.pages.components.node import worked_out

SCRIPT = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "microscope" / "reach.js"
NETWORKS: list[tuple[Layer, ...]] = [
    (Conv2D(kernel_size=(1, 1), strides=(2, 3)), Conv2D(kernel_size=(3, 2), padding="same"), MaxPooling2D(pool_size=(2, 3), padding="same")),
    (AveragePooling2D(pool_size=(2, 2), strides=(3, 3)), Conv2D(filters=3, strides=(2, 1), padding="same"), Flatten(), Dropout(), Dense(units=3)),
    (Conv2D(filters=2), Activation(activation="softmax"), GlobalAveragePooling2D(), Activation(activation="softmax")),
    (Conv2D(filters=4, dilation_rate=(2, 3), padding="same"), Conv2D(filters=4, groups=2, dilation_rate=(1, 4), kernel_size=(2, 2), padding="same"), MaxPooling2D()),
    (Dense(units=2), MaxPooling2D(pool_size=(3, 3), strides=(1, 2)), Flatten(), Activation(activation="softmax")),
]  # fmt: skip


@pytest.mark.parametrize("layers", NETWORKS, ids=lambda layers: ", ".join(layer.kind for layer in layers))
def test_the_browser_lights_up_what_the_number_depends_on(layers: tuple[Layer, ...]) -> None:
    rows = summarise(Architecture(name="n", input_shape=(13, 11, 1), layers=layers)).rows
    described = [{"reach": reach(row), "input": list(row.input_shape), "from": k - 1} for k, row in enumerate(rows)]
    draw = np.random.default_rng(1)
    asked = [(k, [int(draw.integers(size)) for size in row.output_shape]) for k, row in enumerate(rows) for _ in range(12)]
    program = f"{SCRIPT.read_text()}\nconst layers = {json.dumps(described)}, asked = {json.dumps(asked)};"
    found = worked_out(program, "asked.map(([k, at]) => { const s = field(layers, k, spotOf(at)); return [s.ys, s.xs]; })")
    for (k, at), (ys, xs) in zip(asked, found, strict=True):
        field = receptive_field(rows[: k + 1], tuple(at))
        assert (tuple(ys), tuple(xs)) == (field.rows, field.columns)
