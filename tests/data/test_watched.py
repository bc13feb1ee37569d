"""The validation images that are watched while a network learns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.data.watched import watched_images, watched_rows


def test_every_class_comes_before_any_comes_twice():
    labels = np.array([2, 2, 2, 0, 1, 0, 1, 2])
    assert watched_rows(labels[:5]) == [3, 4, 0, 1, 2]
    many = np.repeat(np.arange(10), 30)
    assert many[watched_rows(many)].tolist() == [0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_of_many_classes_twelve_are_watched():
    assert watched_rows(np.arange(100)) == list(range(12))


@pytest.mark.parametrize(
    "change", [{}, {"validation": "last"}, {"validation": "test"}, {"task": "one-against-rest", "target": 3}]
)
def test_the_page_shows_the_images_that_the_training_watched(change):
    """The training has them scaled, by the place in its validation images."""
    data, choice = load("digits"), replace(DataChoice(dataset="digits"), **change)
    prepared = prepare(data, choice)
    rows = watched_rows(prepared.y_val)
    images, labels = watched_images(data, choice, rows)
    np.testing.assert_allclose(prepared.scaling.apply(images), prepared.x_val[rows])
    np.testing.assert_array_equal(labels, prepared.y_val[rows])
