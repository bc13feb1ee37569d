"""TensorFlow without graphs, for tests that would spend most of their time on making them."""

import warnings

import pytest


@pytest.fixture
def eagerly():
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Even though the `tf.config.experimental_run_functions_eagerly`")
        yield
    tf.config.run_functions_eagerly(False)
