"""Images changed by hand, against NumPy and hand arithmetic, and the smallest change that flips an answer."""

import tempfile
from pathlib import Path

import keras
import numpy as np
import pytest
from PIL import Image
from scipy import ndimage
from sklearn.utils.class_weight import compute_class_weight

from cnn_core.data.balance import balanced_weights
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.load import load_local
from cnn_core.data.task import for_task
from cnn_core.explain.edits import Edit, edited, smallest_flips
from cnn_core.explain.numpy_network import numpy_prediction
from cnn_core.keras_files.reading import network_in

IMAGE = np.random.default_rng(2).integers(1, 256, (9, 7, 3), np.uint8)
DOT = np.zeros((12, 12, 1), np.uint8)
DOT[5, 5] = 200


def test_no_change_is_no_change():
    assert edited(IMAGE, Edit(), 255) is IMAGE


def test_a_shift_moves_every_pixel_and_brings_in_the_median():
    found = edited(IMAGE, Edit(right=2, down=-3), 255)
    assert np.array_equal(found[:6, 2:], IMAGE[3:, :5])
    assert np.array_equal(found[6:, 2:], np.broadcast_to(np.median(IMAGE, (0, 1)).astype(np.uint8), (3, 5, 3)))


def test_a_quarter_turn_is_that_of_numpy_and_another_angle_nearly_that_of_scipy():
    square = IMAGE[:7]
    assert np.array_equal(edited(square, Edit(turn=90), 255), np.rot90(square))
    smooth = (127 + 100 * np.sin(np.arange(28)[:, None] / 4) * np.cos(np.arange(28)[None] / 5)).astype(np.uint8)[..., None]
    theirs = ndimage.rotate(smooth[..., 0].astype(float), 30, reshape=False, order=1)
    mine = edited(smooth, Edit(turn=30), 255)[..., 0]
    np.testing.assert_allclose(mine[8:20, 8:20], theirs[8:20, 8:20], atol=6)


def test_noise_has_the_deviation_that_is_asked_for_and_is_the_same_each_time():
    grey = np.full((64, 64, 1), 8, np.uint8)
    found = edited(grey, Edit(noise=0.1), 16)
    assert np.array_equal(found, edited(grey, Edit(noise=0.1), 16))
    assert np.std(found.astype(float) - 8) == pytest.approx(1.6, rel=0.1)


def test_painted_pixels_have_the_brightness_of_the_brush_in_the_range_of_the_images():
    found = edited(np.full((8, 8, 1), 8, np.uint8), Edit(painted=((1, 2, 255), (3, 4, 0))), 16)
    assert (found[1, 2, 0], found[3, 4, 0], found.sum()) == (16, 0, 62 * 8 + 16)


def where(images):
    """A network that tells whether the brightest column is left of the eighth."""
    columns = images[..., 0].max(1).argmax(1)
    return np.stack([columns < 8, columns >= 8], -1).astype(float)


def test_the_smallest_shift_that_flips_an_answer_is_found():
    """The dot of column 5 has to go three to the right; reach is a third of the image."""
    found = {flip.kind: flip for flip in smallest_flips(DOT, 255, where)}
    assert found["shift"].edit == Edit(right=3)
    assert found["shift"].answer == 1


def test_an_answer_that_nothing_changes_is_said_to_be_so():
    always = list(smallest_flips(DOT, 255, lambda images: np.tile([0.9, 0.1], (len(images), 1))))
    assert [(flip.kind, flip.edit) for flip in always] == [("shift", None), ("turn", None), ("noise", None)]


def by_hand(image, second):
    """The smallest shift in pixels, turn in degrees and noise that change the answer, by trying all of them one by one: whoever tells the
    second class with a probability over a half says it. None where none does. Of equally large changes all."""

    def smallest(changes):
        sizes, whats, changed = zip(*changes, strict=True)
        before, *after = second(np.stack([image, *changed])) > 0.5
        flipped = [(size, what) for size, what, said in zip(sizes, whats, after, strict=True) if said != before]
        least = min((size for size, _ in flipped), default=None)
        return [what for size, what in flipped if size == least]

    def moved(right, down):
        found = np.full_like(image, int(np.median(image)))
        rows, columns = np.arange(28), np.arange(28)
        there = np.ix_(rows[(rows + down >= 0) & (rows + down < 28)], columns[(columns + right >= 0) & (columns + right < 28)])
        found[there[0] + down, there[1] + right] = image[there]
        return found

    def turned(degrees):
        return np.asarray(Image.fromarray(image[..., 0]).rotate(degrees, Image.Resampling.BILINEAR))[..., None]

    def noisy(percent):
        noise = np.random.default_rng(0).normal(0, percent / 100 * 255, image.shape)
        return np.clip(np.rint(image + noise), 0, 255).astype(np.uint8)

    eight = range(-8, 9)
    return (
        smallest((x * x + y * y, (x, y), moved(x, y)) for x in eight for y in eight if x or y),
        smallest((abs(degrees), degrees, turned(degrees)) for degrees in range(-180, 181, 2) if degrees),
        smallest((percent, percent, noisy(percent)) for percent in range(5, 101, 5)),
    )


@pytest.mark.parametrize("ending", ["one sigmoid", "two classes"])
def test_the_smallest_changes_of_one_class_against_the_rest_are_those_that_keras_says(ending):
    """Trained with class weights, since nine in ten are the rest. One unit with a sigmoid comes from a file, and is two classes here."""
    choice = DataChoice(dataset="mnist-mini", task=ONE, target=8, others=4000)
    data = for_task(load_local("mnist-mini"), choice)
    keras.utils.set_random_seed(3)
    one = ending == "one sigmoid"
    inside = [keras.layers.Conv2D(4, 5, strides=2, activation="relu"), keras.layers.Flatten()]
    last = keras.layers.Dense(1, activation="sigmoid") if one else keras.layers.Dense(2, activation="softmax")
    model = keras.Sequential([keras.Input((28, 28, 1)), *inside, last])
    model.compile(keras.optimizers.Adam(3e-3), "binary_crossentropy" if one else "sparse_categorical_crossentropy")
    weights = balanced_weights(data.y_train, 2)
    np.testing.assert_allclose(
        [weights[0], weights[1]], compute_class_weight("balanced", classes=np.array([0, 1]), y=data.y_train)
    )
    model.fit(data.x_train / np.float32(255), data.y_train, batch_size=64, epochs=1, class_weight=weights, verbose=0)
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder) / "one.keras")
        found = network_in((Path(folder) / "one.keras").read_bytes())

    def second(images):
        return np.asarray(model(images / np.float32(255), training=False))[:, -1]

    def predict(images):
        return numpy_prediction(found.architecture, found.weights, images / np.float32(255))

    kinds = set()
    for number in (*np.flatnonzero(data.y_test == 1)[:2], np.flatnonzero(data.y_test == 0)[0]):
        image = data.x_test[number]
        before = int(second(image[None])[0] > 0.5)
        flips = {flip.kind: flip for flip in smallest_flips(image, 255, predict)}
        shifts, turns, noises = by_hand(image, second)
        for kind, wanted in (("shift", shifts), ("turn", turns), ("noise", noises)):
            flip = flips[kind]
            if not wanted:
                assert flip.edit is None
                continue
            kinds.add(kind)
            assert flip.answer == 1 - before
            made = {"shift": (flip.edit.right, flip.edit.down), "turn": flip.edit.turn, "noise": round(100 * flip.edit.noise)}
            assert made[kind] in wanted
    assert kinds == {"shift", "turn", "noise"}
