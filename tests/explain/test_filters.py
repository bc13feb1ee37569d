"""What filters respond to, counted independently."""

from pathlib import Path

import numpy as np
import pytest

from cnn_core.engine import Inspection
from cnn_core.explain.filters import filter_layers, responses
from cnn_core.keras_backend.layer_outputs import layer_outputs
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.spec import (
    Activation,
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from cnn_core.summary import summarise


def test_silent_maps_and_strongest_places_are_counted_one_by_one():
    draw = np.random.default_rng(1)
    maps = np.maximum(draw.normal(size=(30, 4, 5, 6)) - 1, 0).astype(np.float32)
    maps[:, :, :, 2] = 0
    maps[3, :, :, 4] = 0
    found = responses([maps[:7], maps[7:30]])
    for k in range(6):
        dead = sum(not maps[n, :, :, k].any() for n in range(30))
        assert found.silent_share[k] == pytest.approx(dead / 30)
        best = max(range(30), key=lambda n: maps[n, :, :, k].max())
        assert found.exciting(k, 9)[0] == best
        y, x = found.places[best, k]
        assert maps[best, y, x, k] == maps[best, :, :, k].max() == found.strongest[best, k]
    assert found.silent_share[2] == 1.0


def test_the_responses_of_a_run_are_those_of_keras():
    inspection = Inspection(RunFolder(PRETRAINED_PATH))
    images = np.random.default_rng(3).random((70, 28, 28, 1), np.float32)
    found = inspection.responses(images, filter_layers(summarise(inspection.architecture).rows)[1])
    for n in (0, 63, 64, 69):
        maps = layer_outputs(inspection.architecture, inspection.weights, 0, images[n], 99)[2]
        np.testing.assert_allclose(found.strongest[n], maps.max((0, 1)), atol=1e-5)
    assert inspection.predict(images).shape == (70, 10)


@pytest.mark.parametrize(
    ("layers", "pairs"),
    [
        ((Conv2D(), MaxPooling2D(), Conv2D(), MaxPooling2D(), Flatten(), Dense()), [(0, 0), (2, 2)]),
        ((Conv2D(), BatchNormalization(), Activation(), Dropout(enabled=False), GlobalAveragePooling2D(), Dense()), [(0, 2)]),
        ((Conv2D(), MaxPooling2D(), Activation(), Flatten(), Dropout()), [(0, 0)]),
        ((Flatten(), Dense()), []),
    ],
)
def test_the_maps_of_a_convolution_are_looked_at_after_its_activation(layers, pairs):
    rows = summarise(Architecture(name="n", input_shape=(12, 12, 1), layers=layers)).rows
    assert [(each.layer.index, each.maps[0]) for each in filter_layers(rows)] == pairs


def test_what_would_excite_a_filter_is_known_though_it_is_off():
    seen = Inspection(RunFolder(PRETRAINED_PATH))
    first = filter_layers(summarise(seen.architecture).rows)[0]
    images = np.random.default_rng(0).random((3, *seen.architecture.input_shape), np.float32)
    off = seen.without((((0, ""), (4,)),))
    assert np.array_equal(off.responses(images, first).strongest, seen.responses(images, first).strongest)
    assert not off.outputs(images[0])[0][..., 4].any()
    assert off.is_off((0, ""), (1, 1, 4))
    assert not off.is_off((0, ""), (1, 1, 3))
    assert len({off.key, seen.key, seen.without((((0, ""), (5,)),)).key}) == 3


def test_the_weights_of_an_epoch_have_a_key_of_their_own(tmp_path: Path):
    pretrained = RunFolder(PRETRAINED_PATH)
    folder = RunFolder.create(tmp_path, pretrained.meta)
    folder.save_checkpoint(1, {name: array * 2 for name, array in pretrained.weights().items()}, {})
    folder.save_weights(pretrained.weights())
    first, final = Inspection(folder, 1), Inspection(folder)
    assert final.key == Inspection(pretrained).key != first.key
    assert np.array_equal(first.weights["0.kernel"], 2 * final.weights["0.kernel"])
