"""How near a drawing is to the training images: searched in one thread, so that no stroke waits for it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

import numpy as np

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.drawing.nearness import Near, Neighbourhood

THREAD = ThreadPoolExecutor(1, thread_name_prefix="nearest")
USUAL = 500
"""Test images that say which distances are usual."""


def search(data: Dataset, choice: DataChoice, pixels: np.ndarray) -> Future[Near]:
    """The training images nearest to raw pixels (height, width, channels); usual is what the images are that the choice tests with."""
    return THREAD.submit(_search, data, choice.left_out_test, pixels)


def _search(data: Dataset, left_out: tuple[int, ...], pixels: np.ndarray) -> Near:
    return _neighbourhood(data, left_out).near(pixels)


@lru_cache(maxsize=4)
def _neighbourhood(data: Dataset, left_out: tuple[int, ...]) -> Neighbourhood:
    mixed = np.random.default_rng(0).permutation(len(data.x_test))
    usual = mixed[~np.isin(mixed, left_out)][:USUAL]
    return Neighbourhood(data.x_train, data.x_test[usual], data.pixel_max)
