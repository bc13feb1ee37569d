"""The bundled network reads the drawn digits: what a person sees on the first page within ten seconds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import cnn_core
from cnn_core.data.scaling import Scaling
from cnn_core.drawing import read_strokes, to_input
from cnn_core.keras_backend.predict import Predictor
from cnn_core.runs import RunFolder

DRAWN = json.loads((Path(__file__).parents[1] / "drawing" / "strokes.json").read_text())
DIGITS = np.array([each["digit"] for each in DRAWN])


@pytest.fixture(scope="module")
def bundled() -> tuple[Predictor, Scaling]:
    folder = RunFolder(Path(cnn_core.__file__).parent / "assets" / "pretrained")
    started = next(event for event in folder.events() if event["event"] == "started")
    return Predictor(folder.meta.experiment.architecture, folder.weights()), Scaling(*started["scaling"])


def part_right(bundled: tuple[Predictor, Scaling], **steps: bool) -> float:
    predictor, scaling = bundled
    images = np.stack([to_input(read_strokes(each), (28, 28, 1), **steps) for each in DRAWN])
    return float((predictor.probabilities(scaling.apply(images)).argmax(axis=1) == DIGITS).mean())


def test_nine_of_ten_drawings_are_read_right(bundled):
    assert part_right(bundled) >= 0.9


def test_without_the_centring_many_are_not(bundled):
    assert part_right(bundled, crop=False, scale=False, centre_of_mass=False) < part_right(bundled) - 0.2
