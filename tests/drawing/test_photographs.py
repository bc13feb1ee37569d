"""Photographs of handwritten digits, drawn by a program: paper in shade, at the edge of a table, in squares, in a dim room."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn_core.data.load import load
from cnn_core.data.scaling import Scaling
from cnn_core.drawing import Appearance, appearance
from cnn_core.drawing.photo import dark_on_light, photo_steps
from cnn_core.engine.known_weights import network_of
from cnn_core.explain.numpy_network import numpy_prediction
from cnn_core.runs import PRETRAINED
from cnn_core.runs.known_states import state_of
from cnn_core.runs.listing import find_run
from tests.drawing.photographs import DIGITS, KINDS, page_of, photograph

DATA = load("mnist-mini")
LEAST = dict.fromkeys(KINDS, 9) | {"ruled": 8, "squared": 8}


@pytest.fixture(scope="module")
def mnist() -> Appearance:
    return appearance(DATA.x_train, DATA.pixel_max)


def read(greys: list[np.ndarray], like: Appearance) -> np.ndarray:
    """What the bundled network says of grey pictures, each prepared as nobody has switched anything."""
    folder = find_run(Path("nowhere"), PRETRAINED)
    architecture, weights, _ = network_of(folder)
    made = [photo_steps(grey, (28, 28), like, inverted=dark_on_light(grey)).result for grey in greys]
    scaled = Scaling(*state_of(folder).scaling).apply(np.stack(made)[..., None])
    return numpy_prediction(architecture, weights, scaled).argmax(axis=1)


@pytest.mark.parametrize("kind", KINDS)
def test_nine_of_ten_photographs_are_read_and_eight_on_printed_paper(kind: str, mnist: Appearance) -> None:
    said = read([photograph(kind, row) for row in DIGITS], mnist)
    assert (said == np.arange(10)).sum() >= LEAST[kind]


def test_nine_of_ten_digits_of_a_twentieth_of_a_large_page_are_read(mnist: Appearance) -> None:
    """66 of 1,600 pixels high: the ink of such a one is less than a thousandth of the page, which was said to be empty."""
    pages = [np.random.default_rng(row["digit"]).normal(228, 4, (1600, 1200)) for row in DIGITS]
    for page, row in zip(pages, DIGITS, strict=True):
        page[745:855, 545:655] = page_of([(row, (0.5, 0.5))], 0.6, side=110)
    said = read([page.clip(0, 255).astype(np.uint8) for page in pages], mnist)
    assert (said == np.arange(10)).sum() >= 9


def test_a_small_digit_on_a_large_noisy_page_is_dark_on_light() -> None:
    """It is a three hundredth of the page: the noise was taken for what stands out."""
    for row in DIGITS:
        page = page_of([(row, (0.5, 0.5))], 0.08, side=900) - 60.0
        page += np.random.default_rng(row["digit"]).gamma(2, 4, page.shape)  # as grain is: lighter specks are the stronger ones
        assert dark_on_light(page.clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize("ground", ["black", "white"])
@pytest.mark.parametrize("size", [28, 280])
def test_digits_without_any_paper_are_read_on_black_and_on_white(ground: str, size: int, mnist: Appearance) -> None:
    greys = [np.asarray(Image.fromarray(each[:, :, 0]).resize((size, size))) for each in DATA.x_test[:50]]
    greys = greys if ground == "black" else [255 - grey for grey in greys]
    assert (read(greys, mnist) == DATA.y_test[:50]).sum() >= 47


@pytest.mark.parametrize(("grain", "side"), [(3, 300), (8, 480), (10, 1200)])
def test_an_empty_page_has_no_ink(grain: float, side: int, mnist: Appearance) -> None:
    page = np.random.default_rng(0).normal(220, grain, (side, side)).clip(0, 255).astype(np.uint8)
    assert not photo_steps(page, (28, 28), mnist, inverted=True).result.any()


def test_every_step_can_be_left_out(mnist: Appearance) -> None:
    page = photograph("blot", DIGITS[3])
    usual = photo_steps(page, (28, 28), mnist, inverted=True)
    assert (photo_steps(page, (28, 28), mnist, inverted=True, cluster=False).kept > 0).sum() > (usual.kept > 0).sum()
    for step in ("even", "lines", "cluster", "place", "redraw"):
        assert photo_steps(page, (28, 28), mnist, inverted=True, **{step: False}).result.shape == (28, 28)
    framed = photograph("box", DIGITS[3])
    with_lines, without = (photo_steps(framed, (28, 28), mnist, inverted=True, cluster=False, lines=on) for on in (False, True))
    assert (with_lines.kept > 64).sum() > 1.2 * (without.kept > 64).sum()
