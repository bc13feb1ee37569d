"""Many images as points of a plane: those that a network, or their pixels, make alike lie near each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


STAGES = ((12.0, 250), (1.0, 300))
"""Early exaggeration and steps of the two halves of t-SNE, so that somebody who waits hears how far it is. More steps than these keep
no more neighbours: of 2,000 digits 56% of the ten nearest after 300 as after 500, and 300 cost 5.7 s of computing instead of 7.6."""

MAX_FEATURES = 50
"""Components that t-SNE measures distances with: van der Maaten and Hinton (2008) take 30, scikit-learn advises 50."""


def principal_plane(features: NDArray[Any]) -> Points:
    """The first two principal components (n, 2) of features (n, d); a second one of zeros where there is but one."""
    points = principal_components(features, 2)
    return np.pad(points, ((0, 0), (0, 2 - points.shape[1])))


def principal_components(features: NDArray[Any], count: int) -> Points:
    """The first `count` principal components (n, count) of features (n, d), or as many as there are."""
    centred = np.array(features, np.float64).reshape(len(features), -1)
    centred -= centred.mean(0)
    if centred.shape[1] <= len(centred):
        _, axes = np.linalg.eigh(centred.T @ centred)
        return np.asarray(centred @ axes[:, ::-1][:, :count])
    values, vectors = np.linalg.eigh(centred @ centred.T)  # more features than images: the same from the products of the images
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0)))[:, ::-1][:, :count])


def neighbour_map(features: NDArray[Any], start: NDArray[Any], stage: int) -> NDArray[np.float32]:
    """One of the STAGES of t-SNE (van der Maaten and Hinton, 2008) by scikit-learn: points (n, 2) for features (n, d), from those of
    the stage before, or from a map that it is to resemble.

    In one thread: beside a training, OpenMP's threads wait for each other, and two take twice as long as one.
    """
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    exaggeration, steps = STAGES[stage]
    perplexity = min(30.0, (len(features) - 1) / 3)
    with threadpool_limits(1):
        made = TSNE(
            init=np.asarray(start, np.float32),
            early_exaggeration=exaggeration,
            max_iter=steps,
            perplexity=perplexity,
            random_state=0,
        )
        return np.asarray(made.fit_transform(np.asarray(features, np.float32)), np.float32)


def aligned(points: Points, reference: Points) -> Points:
    """The points (n, 2) turned and mirrored so that they lie as near to the reference as they can: the solution of the orthogonal
    Procrustes problem (Schoenemann, 1966). Axes of components point either way, so that maps of two epochs would jump without it."""
    left, _, right = np.linalg.svd(points.T @ reference)
    turned: Points = points @ (left @ right)
    return turned
