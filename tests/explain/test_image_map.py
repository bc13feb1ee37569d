"""The map of images, against scikit-learn and scipy."""

import numpy as np
import pytest
from scipy.spatial import procrustes
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

from cnn_core.explain.image_map import STAGES, aligned, neighbour_map, principal_components, principal_plane


@pytest.mark.parametrize("shape", [(60, 5), (20, 300), (30, 4, 4, 3), (9, 1)])
def test_the_plane_is_that_of_scikit_learn_up_to_the_direction_of_its_axes(shape):
    features = np.random.default_rng(2).normal(size=shape) * np.linspace(1, 3, shape[-1])
    flat = features.reshape(shape[0], -1)
    expected = PCA(min(2, flat.shape[1])).fit_transform(flat)
    found = principal_plane(features)
    for k in range(expected.shape[1]):
        np.testing.assert_allclose(np.abs(found[:, k]), np.abs(expected[:, k]), atol=1e-6)
    assert found.shape == (shape[0], 2)


def test_a_map_that_was_turned_and_mirrored_is_turned_back():
    points = np.random.default_rng(1).normal(size=(50, 2))
    points -= points.mean(0)
    angle = 1.1
    turned = points @ np.array([[np.cos(angle), np.sin(angle)], [np.sin(angle), -np.cos(angle)]])
    np.testing.assert_allclose(aligned(turned, points), points, atol=1e-9)


def test_no_other_turn_is_nearer_to_the_reference():
    """Scipy's Procrustes scales as well; with both of the same size its rest is the least there is."""
    draw = np.random.default_rng(3)
    first, second = (p - p.mean(0) for p in draw.normal(size=(2, 40, 2)))
    first, second = first / np.linalg.norm(first), second / np.linalg.norm(second)
    _, matched, rest = procrustes(second, first)
    scale = np.linalg.norm(matched)
    near = aligned(first, second)
    assert np.linalg.norm(near * scale - second) ** 2 == pytest.approx(rest, abs=1e-9)


def test_neighbours_on_the_map_are_neighbours_among_the_features_more_than_on_the_plane():
    """By scikit-learn's measure, 1 if every neighbour on the map is one among the features (Venna and Kaski, 2001)."""
    features = load_digits().data[:300]
    points = principal_plane(features) * 1e-4
    for stage in range(len(STAGES)):
        points = neighbour_map(features, points, stage)
    assert trustworthiness(features, points) > 0.97 > trustworthiness(features, principal_plane(features))
    assert np.array_equal(points, neighbour_map(features, neighbour_map(features, principal_plane(features) * 1e-4, 0), 1))


def test_a_few_images_have_a_map_too():
    features = np.random.default_rng(0).normal(size=(12, 3))
    assert np.isfinite(neighbour_map(features, principal_plane(features), 1)).all()
    np.testing.assert_allclose(np.abs(principal_components(features, 50)), np.abs(PCA(3).fit_transform(features)), atol=1e-9)
