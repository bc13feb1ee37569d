"""A network from a file whose two classes have names, for images with ten classes."""

from dataclasses import replace

import pytest
from test_load_networks import about, keras_file, load

from cnn_core.errors import RunError


def test_a_network_of_two_named_classes_is_not_one_class_against_the_rest_of_ten(laboratory, client, experiment):
    """Its own images were removed; what was said was of a Dense layer that ends with 2 numbers."""
    gone = replace(experiment.data, dataset="own-0123456789ab")
    content = keras_file(units=2, about=about(experiment, class_names=["disc", "square"], data=gone.to_json()))
    with pytest.raises(
        RunError, match=r"tells 2 classes apart \(disc, square\), and digits here has 10: choose the images that it"
    ):
        load(laboratory, client, experiment, content)
