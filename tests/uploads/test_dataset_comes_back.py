"""What was downloaded as npz is brought in again with the same parts, pixels and names."""

import numpy as np
from make_uploads import images, labels

from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.npz import dataset_npz


def test_a_dataset_comes_back_with_its_parts_and_the_names_of_its_classes(made):
    before = Dataset(
        name="own", title="Cells", x_train=images(30)[..., None], y_train=labels(30).astype(np.int64), x_test=images(12)[..., None], y_test=labels(12).astype(np.int64),
        class_names=("well", "ill"), pixel_max=255, source="", licence="",
    )  # fmt: skip
    names, arrays = made(dataset_npz(before), (8, 8), colour=False, name="Cells.npz")
    assert names == ("well", "ill")
    for name in ARRAYS:
        assert np.array_equal(arrays[name], getattr(before, name)), name


def test_a_validation_part_goes_along_and_comes_back(made):
    before = Dataset(
        name="own", title="Cells", x_train=images(30)[..., None], y_train=labels(30).astype(np.int64), x_test=images(12)[..., None], y_test=labels(12).astype(np.int64),
        class_names=("well", "ill"), pixel_max=255, source="", licence="",
    )  # fmt: skip
    _, arrays = made(dataset_npz(before, 22), (8, 8), colour=False, name="Cells.npz")
    assert int(arrays["validation_from"][0]) == 22
    for name in ARRAYS:
        assert np.array_equal(arrays[name], getattr(before, name)), name
