"""Drawings are made as large, as thick and in the same place as the training images, whichever those are."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from sklearn.svm import SVC

from cnn_core.data.load import load
from cnn_core.data.scaling import Scaling
from cnn_core.drawing import MNIST, SHAPES, Appearance, Drawing, appearance, cover, drawing_steps, read_strokes, to_input
from cnn_core.drawing.redraw import is_blob, redrawn
from cnn_core.engine.known_weights import network_of
from cnn_core.explain.numpy_network import numpy_outputs
from cnn_core.runs import PRETRAINED, RunFolder
from cnn_core.runs.known_states import state_of
from cnn_core.runs.listing import find_run

ROWS = json.loads(Path(__file__).with_name("strokes.json").read_text())
TRUE = np.array([row["digit"] for row in ROWS])
DRAWINGS = [read_strokes(row) for row in ROWS]


@cache
def of(name: str) -> Appearance:
    data = load(name)
    return appearance(data.x_train, data.pixel_max)


def sized(drawing: Drawing, height: float) -> Drawing:
    """The same digit, this part of the pad large, with the usual pen."""
    points = np.concatenate([np.array(stroke) for stroke in drawing.strokes])
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    return Drawing(tuple(tuple(map(tuple, (np.array(stroke) - low) * height / size + 0.07)) for stroke in drawing.strokes))


def test_mnist_is_as_lecun_made_it():
    """The longer side is 20 of 28 pixels and the centre of mass in the middle (1998, section III.A)."""
    found = of("mnist-mini")
    assert found.fill == 20 / 28
    assert found.by_mass
    assert not found.inverted
    assert found.stroke == pytest.approx(MNIST.stroke, abs=0.05)


def test_the_digits_of_scikit_learn_fill_their_eight_pixels():
    assert of("digits").fill == 1.0


@pytest.mark.parametrize("width", [1.5, 2.5, 4.0])
@pytest.mark.parametrize("side", [20, 28, 40])
def test_the_width_of_rings_that_pillow_drew_is_found(width, side):
    """Drawn sixteen times as large, so that the width is exact."""
    images = []
    for narrow in (0, 1, 2, 3):
        large = Image.new("L", (side * 16, side * 16))
        box = (side * (3 + narrow / 2), side * 3, side * (13 - narrow / 2), side * 13)
        ImageDraw.Draw(large).ellipse(box, outline=255, width=round(width * 16))
        images.append(np.asarray(large.resize((side, side), Image.Resampling.BOX)))
    assert appearance(np.stack(images)[..., None], 255).stroke == pytest.approx(width, rel=0.15)


def test_dark_writing_on_light_paper_is_seen_and_drawings_become_it():
    data = load("digits")
    paper = appearance(16 - data.x_train, 16)
    assert paper.inverted
    assert (paper.fill, paper.stroke) == (of("digits").fill, of("digits").stroke)
    drawn = to_input(DRAWINGS[0], (8, 8, 1), like=paper, pixel_max=16)
    assert np.array_equal(drawn, 16 - to_input(DRAWINGS[0], (8, 8, 1), like=of("digits"), pixel_max=16))
    assert to_input(Drawing(), (8, 8, 1), like=paper, pixel_max=16).min() == 16


def test_filled_shapes_and_photographs_have_no_stroke_width():
    """Ellipses up to the edges, as clothes are in Fashion-MNIST, and noise."""
    rows, columns = np.mgrid[:28, :28] - 13.5
    shapes = np.stack([((rows / 14) ** 2 + (columns / wide) ** 2 < 1) * np.uint8(200) for wide in (6, 8, 10, 12)])
    found = appearance(shapes[..., None], 255)
    assert (found.fill, found.stroke) == (SHAPES.fill, SHAPES.stroke)
    noise = np.random.default_rng(0).integers(0, 256, (50, 32, 32, 1), np.uint8)
    assert appearance(noise, 255).stroke == 0
    assert appearance(np.zeros((5, 8, 8, 1), np.uint8), 255).stroke == 0


def test_strokes_come_out_equally_thick_however_large_the_digit_was_drawn():
    images = [to_input(sized(DRAWINGS[0], height), (28, 28, 1)).astype(int) for height in (0.15, 0.4, 0.85)]
    for other in images[1:]:
        assert np.abs(images[0] - other).mean() < 4  # of 255


def test_a_pen_twice_as_wide_leaves_more_ink():
    thin, thick = (to_input(Drawing(DRAWINGS[0].strokes, pen), (28, 28, 1)).mean() for pen in (0.05, 0.1))
    assert thick > 1.5 * thin


def test_a_dot_stays_a_dot_and_no_ink_is_cut_off():
    assert to_input(Drawing((((0.5, 0.5),),)), (28, 28, 1)).any()
    at_the_edge = Drawing((((0.0, 0.0), (0.0, 1.0)),))
    middle = Drawing((((0.5, 0.0), (0.5, 1.0)),))
    assert np.array_equal(to_input(at_the_edge, (28, 28, 1)), to_input(middle, (28, 28, 1)))


def test_a_dash_within_the_pen_stays_a_blob_and_a_digit_of_that_size_gets_its_strokes():
    dash = Drawing((((0.5, 0.5), (0.5, 0.56)),))
    three = sized(DRAWINGS[int(np.flatnonzero(TRUE == 3)[0])], 0.06)
    assert is_blob(dash)
    assert is_blob(three)
    assert not is_blob(sized(three, 0.2))
    assert not is_blob(Drawing())
    assert redrawn(dash, 28, MNIST) == dash
    large = to_input(sized(three, 0.5), (28, 28, 1)).astype(int)
    assert np.abs(to_input(three, (28, 28, 1)) - large).mean() < 12  # of 255: coordinates have three digits


def test_without_that_step_the_pen_keeps_its_width():
    small = sized(DRAWINGS[0], 0.2)
    with_step, without = (drawing_steps(small, (28, 28), redraw=on).result.mean() for on in (True, False))
    assert without > 1.5 * with_step
    assert cover(drawing_steps(small, (28, 28), scale=False).result).size < (10, 10)


def test_a_network_for_eight_pixels_reads_what_is_drawn():
    """A support vector machine that is right on 98.6% of the test digits read 28 of these 80 at MNIST's size."""
    data = load("digits")
    flat = data.x_train.reshape(len(data.x_train), -1) / 16
    reader = SVC(C=10).fit(flat, data.y_train)
    like = of("digits")
    for drawings in (DRAWINGS, [sized(drawing, 0.15) for drawing in DRAWINGS]):
        drawn = np.stack([to_input(drawing, (8, 8, 1), like=like, pixel_max=16).reshape(-1) for drawing in drawings]) / 16
        assert (reader.predict(drawn) == TRUE).sum() >= 64


@pytest.fixture(scope="module")
def pretrained() -> RunFolder:
    return find_run(Path("nowhere"), PRETRAINED)


@pytest.mark.parametrize("height", [0.15, 0.3, 0.85])
def test_small_digits_read_as_well_as_large(pretrained, height):
    """At 15% of the pad 25 of these 80 were read before strokes were drawn again."""
    architecture, weights, _ = network_of(pretrained)
    drawn = np.stack([to_input(sized(drawing, height), (28, 28, 1), like=of("mnist-mini")) for drawing in DRAWINGS])
    answers = numpy_outputs(architecture, weights, Scaling(*state_of(pretrained).scaling).apply(drawn))
    assert (list(answers.values())[-1].argmax(axis=1) == TRUE).sum() >= 77


def test_digits_that_the_pad_shows_as_blobs_are_read_but_for_straight_ones(pretrained):
    architecture, weights, _ = network_of(pretrained)
    bent = TRUE != 1
    drawings = [sized(drawing, 0.05) for drawing, one in zip(DRAWINGS, bent, strict=True) if one]
    drawn = np.stack([to_input(drawing, (28, 28, 1), like=of("mnist-mini")) for drawing in drawings])
    answers = numpy_outputs(architecture, weights, Scaling(*state_of(pretrained).scaling).apply(drawn))
    assert (list(answers.values())[-1].argmax(axis=1) == TRUE[bent]).mean() > 0.95
