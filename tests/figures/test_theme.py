from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from cnn_core.figures import theme
from cnn_core.figures.confusion import confusion_figure
from cnn_core.figures.histogram import class_histogram
from cnn_core.figures.network.style import DARK_LAYERS, LIGHT_LAYERS, css, variables
from cnn_core.figures.theme import DARK, LIGHT, draw, palette
from cnn_core.figures.training_chart import training_chart
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.training.fold import fold

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency", severity 1.
SEEN_AS = {
    "usual": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])


def linear(colour: str) -> np.ndarray:
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """WCAG 2.1's contrast ratio."""
    dark, light = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (a, b))
    return (light + 0.05) / (dark + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    xyz = TO_XYZ @ np.clip(light, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["train", "validation", "test", "accent", "wrong", "warning"])
def test_every_mark_stands_out_from_its_ground_by_three_to_one(colours, name):
    assert contrast(getattr(colours, name), colours.ground) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted"])
def test_every_text_stands_out_by_four_and_a_half_to_one(colours, name):
    assert contrast(getattr(colours, name), colours.ground) >= 4.5


@pytest.mark.parametrize("eye", SEEN_AS)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_training_and_validation_differ_for_every_eye(colours, eye):
    seen = [lab(SEEN_AS[eye] @ linear(colour)) for colour in (colours.train, colours.validation)]
    assert np.linalg.norm(seen[0] - seen[1]) > 40


@pytest.mark.parametrize("eye", SEEN_AS)
@pytest.mark.parametrize("layers", [LIGHT_LAYERS, DARK_LAYERS], ids=["light", "dark"])
def test_the_groups_of_layers_differ_for_every_eye(layers, eye):
    known = [colour for group, colour in layers.items() if group != "other"]
    seen = [lab(SEEN_AS[eye] @ linear(colour)) for colour in known]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 10


@pytest.mark.parametrize(("dark", "layers"), [(False, LIGHT_LAYERS), (True, DARK_LAYERS)])
def test_the_groups_of_layers_stand_out_from_their_ground(dark, layers):
    assert all(contrast(colour, palette(dark).ground) >= 3 for colour in layers.values())


def test_training_is_orange_and_validation_blue():
    for colours in (LIGHT, DARK):
        red, _, blue = linear(colours.train)
        assert red > 4 * blue
        red, _, blue = linear(colours.validation)
        assert blue > 4 * red


def test_every_figure_has_a_fixed_height_and_keeps_its_view():
    figure = draw([], dark=True, height=240)
    assert figure.layout.height == 240
    assert figure.layout.uirevision == "constant"
    assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
    assert figure.layout.hovermode == "x unified"


def test_every_colour_of_the_network_is_a_variable_with_a_fallback():
    for name, colour in variables(dark=True).items():
        assert f"var({name},{colour})" in css(dark=True)


def test_a_figure_that_is_not_validated_is_the_same(monkeypatch):
    names = [f"class {k}" for k in range(3)]
    state = fold(RunFolder(PRETRAINED_PATH).events())
    makers = (
        lambda: training_chart(state),
        lambda: class_histogram({"training": [3, 4, 5], "test": [1, 2, 3]}, names, dark=True),
        lambda: confusion_figure(np.arange(9).reshape(3, 3), names),
    )
    for make in makers:
        found = []
        for validated in (True, False):
            monkeypatch.setattr(theme, "VALIDATED", validated)
            found.append(json.loads(make().to_json()))
            found[-1]["layout"] = {name: each for name, each in found[-1]["layout"].items() if name != "template" and each != []}
        assert found[0] == found[1]
