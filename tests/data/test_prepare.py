from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.data.scaling import Scaling
from cnn_core.data.split import split


@pytest.fixture
def digits() -> Dataset:
    return load("digits")


def test_batches_come_out_as_float32_images_and_int64_labels(digits):
    prepared = prepare(digits, DataChoice(dataset="digits"))
    for part in ("train", "val", "test"):
        images, labels = np.asarray(getattr(prepared, f"x_{part}")), getattr(prepared, f"y_{part}")
        assert images.dtype == np.float32
        assert images.shape == (len(labels), 8, 8, 1)
        assert images.flags.c_contiguous
        assert labels.dtype == np.int64
    assert prepared.classes == 10
    assert prepared.scaling == Scaling(0.0, 16.0)
    assert len(prepared.y_train) + len(prepared.y_val) == 1437


def test_images_and_labels_stay_together(digits):
    choice = DataChoice(dataset="digits", train_size=600)
    prepared, parts = prepare(digits, choice), split(digits.y_train, choice)
    assert np.array_equal(prepared.x_train[:] * 16, digits.x_train[parts.train])
    assert np.array_equal(prepared.y_train, digits.y_train[parts.train])
    assert np.array_equal(prepared.x_val[:] * 16, digits.x_train[parts.validation])
    assert np.array_equal(prepared.y_val, digits.y_train[parts.validation])
    assert np.array_equal(prepared.x_test[:] * 16, digits.x_test)


def test_standard_scaling_looks_at_the_images_learned_from_and_at_no_others(digits):
    choice = DataChoice(dataset="digits", scaling="standard", validation_split=0.5)
    prepared, parts = prepare(digits, choice), split(digits.y_train, choice)
    seen = digits.x_train[parts.train].astype(np.float64)
    assert prepared.scaling.offset == pytest.approx(seen.mean(), rel=1e-12)
    assert prepared.scaling.divisor == pytest.approx(seen.std(), rel=1e-12)
    assert prepared.x_train[:].mean(dtype=np.float64) == pytest.approx(0, abs=1e-6)
    assert prepared.x_train[:].std(dtype=np.float64) == pytest.approx(1, abs=1e-6)
    np.testing.assert_allclose(prepared.x_test, (digits.x_test - seen.mean()) / seen.std(), rtol=0, atol=1e-6)
    without_test = replace(digits, x_test=np.zeros_like(digits.x_test))
    assert prepare(without_test, choice).scaling == prepared.scaling


def test_without_validation_there_are_no_validation_arrays(digits):
    prepared = prepare(digits, DataChoice(dataset="digits", validation="none"))
    assert prepared.x_val is None
    assert prepared.y_val is None


def test_the_test_set_as_validation_is_the_test_set_itself(digits):
    prepared = prepare(digits, DataChoice(dataset="digits", validation="test"))
    assert prepared.x_val is prepared.x_test
    assert prepared.y_val is prepared.y_test
    assert len(prepared.y_train) == 1437


def test_images_stay_pixels_until_they_are_read(digits):
    prepared = prepare(digits, DataChoice(dataset="digits", scaling="standard"))
    for part, of in (("train", digits.x_train), ("val", digits.x_train), ("test", digits.x_test)):
        images = getattr(prepared, f"x_{part}")
        assert images.pixels is of
        assert images.shape == (len(images), 8, 8, 1)
        whole = np.asarray(images)
        assert np.array_equal(whole[3:7], images[3:7])
        assert np.array_equal(whole[[5, 2]], images[[5, 2]])
