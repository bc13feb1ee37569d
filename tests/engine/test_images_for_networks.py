"""Networks from files whose images nobody chose."""

import pytest

from cnn_core.errors import RunError
from cnn_core.runs.origin import origin_of
from tests.engine.test_load_networks import keras_file, load


def test_the_first_images_that_fit_are_taken_where_others_may_be_and_it_is_said(laboratory, client, experiment):
    folder = load(laboratory, client, experiment, keras_file(shape=(28, 28, 1)), others=True)
    assert folder.meta.experiment.data.dataset == "mnist-mini"
    assert any("MNIST mini is taken as its images: those of digits are 8x8x1" in each for each in origin_of(folder).notes)
    assert load(laboratory, client, experiment, keras_file(), others=True).meta.experiment.data.dataset == experiment.data.dataset
    with pytest.raises(RunError, match="no images on this machine are of 32x32x3 in 3 classes"):
        load(laboratory, client, experiment, keras_file(units=3, shape=(32, 32, 3)), others=True)
