"""The training images from which an int8 file takes its ranges are spread over all that the network learned from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load
from cnn_core.engine.device_cards import _sample


@pytest.mark.parametrize(("images", "taken", "last"), [(399, 200, 398), (401, 200, 400), (150, 150, 149)])
def test_the_sample_reaches_from_the_first_image_to_the_last(images: int, taken: int, last: int) -> None:
    digits = load("digits")
    numbered = np.zeros((images, 8, 8, 1), np.uint8)  # each holds its number in its first two pixels
    numbered[:, 0, 0, 0], numbered[:, 0, 1, 0] = np.divmod(np.arange(images), 256)
    data = replace(digits, x_train=numbered, y_train=np.arange(images) % 10)
    sample = _sample(data, DataChoice(dataset="digits", validation="none")).astype(int)
    found = 256 * sample[:, 0, 0, 0] + sample[:, 0, 1, 0]
    assert len(found) == len(np.unique(found)) == taken
    assert (found[0], found[-1]) == (0, last)
