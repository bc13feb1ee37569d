"""A block in the microscope opens into its layers, each with its maps, and what is chosen stays chosen while blocks open and close."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn_core.explain.windows import receptive_field
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.weights import set_weights
from cnn_core.spec import Architecture, Conv2D, Dense, GlobalAveragePooling2D, InvertedResidual, ResidualBlock, SeparableBlock
from cnn_core.summary import summarise
from pages.widgets.explain.scene import scene
from pages.widgets.state.view import Look
from tests.pages.components.node import worked_out
from tests.pages.explain.test_explained_numbers import looked_at

SCRIPTS = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "microscope"
LAYERS = (
    Conv2D(filters=3),
    ResidualBlock(filters=4, strides=2),
    ResidualBlock(filters=4, enabled=False),
    InvertedResidual(filters=4, expansion=2),
    SeparableBlock(filters=5, strides=2),
    GlobalAveragePooling2D(),
    Dense(units=3, activation="softmax"),
)
STEPS = {
    1: ["first_conv", "first_norm", "first_activation", "second_conv", "second_norm", "skip_conv", "skip_norm"],
    4: ["depthwise_conv", "depthwise_norm", "depthwise_activation", "pointwise_conv", "pointwise_norm"],
}


@pytest.fixture
def look(tmp_path: Path) -> Look:
    return looked_at(tmp_path, Architecture(name="blocks", input_shape=(15, 14, 2), layers=LAYERS), 3)


def layers_of(look: Look, *opened: int) -> list[dict[str, Any]]:
    shown = scene(look, "an image", opened)
    json.dumps(shown, allow_nan=False)
    found: list[dict[str, Any]] = shown["layers"]
    return found


def test_an_opened_block_shows_its_layers_below_it_and_the_others_stay_closed(look: Look) -> None:
    closed = layers_of(look)
    assert [layer["title"] for layer in closed if layer["opens"]] == [
        "2. Residual 4 3x3",
        "4. Inverted 4 3x3",
        "5. SeparableBlock 5 3x3",
    ]
    assert all(not layer["step"] for layer in closed)
    shown = layers_of(look, 1, 2, 4, 99)
    assert {index: [each["step"] for each in shown if each["index"] == index and each["step"]] for index in (1, 3, 4)} == {
        **STEPS,
        3: [],
    }
    assert [each["title"] for each in shown[:3]] == ["1. Conv2D 3 3x3", "2. Residual 4 3x3", "2. first_conv"]
    assert "Beside them skip_conv, skip_norm read the same input. Both results are added, then" in shown[1]["note"]
    assert not closed[1]["note"]


def test_the_maps_of_the_layers_inside_are_those_of_the_layers_of_keras(look: Look) -> None:
    model = build(look.architecture)
    set_weights(model, look.architecture, look.inspection.weights)
    before, block = (model.layers[k] for k in (0, 1))
    given = before(look.outputs[-1][None])
    for layer in (each for each in layers_of(look, 1) if each["step"]):
        coded = np.frombuffer(base64.b64decode(layer["maps"]), np.uint8).astype(float)
        decoded = layer["low"] + coded * (layer["high"] - layer["low"]) / 255
        own = block.get_layer(layer["step"])
        values = np.asarray(type(block)(block.inputs, own.output)(given))[0]
        np.testing.assert_allclose(decoded, np.moveaxis(values, -1, 0).ravel(), atol=(layer["high"] - layer["low"]) / 500)


def test_what_lights_up_of_a_number_inside_is_its_receptive_field(look: Look) -> None:
    shown = layers_of(look, 1, 3, 4)
    draw = np.random.default_rng(3)
    asked = [(k, [int(draw.integers(size)) for size in each["shape"]]) for k, each in enumerate(shown) for _ in range(6)]
    program = f"{(SCRIPTS / 'reach.js').read_text()}\nconst layers = {json.dumps(shown)}, asked = {json.dumps(asked)};"
    found = worked_out(program, "asked.map(([k, at]) => { const s = field(layers, k, spotOf(at)); return [s.ys, s.xs]; })")
    for (k, at), (ys, xs) in zip(asked, found, strict=True):
        index, step = shown[k]["index"], shown[k]["step"]
        if step:
            given = look.inspection.inside(look.outputs, index)
            field = look.inspection.origin_inside(look.outputs, given, (index, step), tuple(at)).receptive_field
        else:
            rows = [row for row in summarise(look.architecture).rows if row.index <= index]
            field = receptive_field(rows, tuple(at))
        assert (tuple(ys), tuple(xs)) == (field.rows, field.columns), shown[k]["title"]


def test_a_number_that_was_chosen_stays_the_same_number_while_blocks_open_and_close(look: Look) -> None:
    closed, opened = layers_of(look), layers_of(look, 1)
    program = (
        f"const IMAGE = -1;\n{(SCRIPTS / 'spots.js').read_text()}\n"
        f"const closed = {json.dumps(closed)}, opened = {json.dumps(opened)};\n"
        "const there = (spot) => moved(closed, opened, spot), back = (spot) => moved(opened, closed, spot);\n"
        "const named = (layers, spot) => { const { layer, step, at } = pythons({ scene: { layers } }, spot); return [layer, step ?? '', at]; };"
    )
    within = "{ layer: 1, at: [0, 1, 2], step: 'second_conv' }"
    spots = ["{ layer: 0, at: [1, 1, 1] }", within, "{ layer: 2, at: [0, 0, 1] }", "{ layer: -1, at: [4, 4, 0] }"]
    found = worked_out(
        program,
        f"[{', '.join(spots)}].map((spot) => [named(closed, spot), named(opened, there(spot)), named(closed, back(there(spot))), there(spot).layer])",
    )
    for before, meanwhile, after, _ in found:
        assert before == meanwhile == after
    assert [place for *_, place in found] == [
        0,
        5,
        9,
        -1,
    ]  # the second convolution has a sheet of its own, what follows is further below
