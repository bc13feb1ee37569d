"""Which end of a row of numbers is its label: told by the digits of scikit-learn, as they are, cropped, and behind a shade."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from cnn_core.uploads.arrays.label_column import labels_first

DIGITS = load_digits()
X, Y = DIGITS.images, DIGITS.target
SHADE = np.random.RandomState(0).randint(60, 180, (len(X), 1, 1)) + 4 * np.arange(8)[None, :, None]
PICTURES = {
    "as they are": X,
    "dark on light": 16 - X,
    "without a margin": X[:, 1:7, 1:7],
    "without a margin on top": X[:, 0:6, 1:7],
    "in black and white": (X > 7) * 1.0,
    "two classes": X,
    "behind a shade": np.rint(SHADE + 3 * X),
    "behind a shade of few levels": np.rint((SHADE + 3 * X) / 16),
    "larger": np.kron(X, np.ones((4, 4))),
}


@pytest.mark.parametrize("count", [60, 1000])
@pytest.mark.parametrize("name", PICTURES)
def test_the_column_of_the_labels_is_found_at_either_end(name, count):
    pixels = PICTURES[name][:count].reshape(count, -1)
    labels = (Y % 2 if name == "two classes" else Y)[:count, None]
    assert labels_first(np.hstack([labels, pixels]))
    assert not labels_first(np.hstack([pixels, labels]))


def test_twenty_rows_are_enough_for_digits_with_a_margin():
    pixels, labels = X[:20].reshape(20, -1), Y[:20, None]
    assert labels_first(np.hstack([labels, pixels]))
    assert not labels_first(np.hstack([pixels, labels]))


def test_rows_of_one_colour_have_their_labels_first():
    assert labels_first(np.zeros((5, 65)))
