"""Classes of a network from a file are matched by their names, never by their place alone."""

import numpy as np
import pytest

from cnn_core.engine.class_order import in_order_of
from cnn_core.errors import ClassesDiffer, RunError
from cnn_core.experiment import Experiment
from cnn_core.runs.about import About
from cnn_core.runs.bundle import Bundle
from cnn_core.spec import Activation, Architecture, Conv2D, Dense, Flatten, GlobalAveragePooling2D

PLAIN = (Flatten(), Dense(units=2, activation="softmax"))


def bundle(*names, layers=PLAIN):
    architecture = Architecture(name="two", input_shape=(1, 2, 1), layers=layers)
    weights = {"1.kernel": np.array([[1.0, 2.0], [3.0, 4.0]], np.float32), "1.bias": np.array([5.0, 6.0], np.float32)}
    about = About(experiment=Experiment(architecture=architecture), class_names=names, scaling=(0.0, 255.0), epochs=0)
    return Bundle(weights, about)


def test_equal_names_change_nothing():
    given = bundle("disc", "square")
    assert in_order_of(given, ("disc", "square"), "shapes", None) == (given, "")


@pytest.mark.parametrize("names", [("square", "disc"), ("Square", "DISC")])
def test_the_same_names_in_another_order_turn_the_outputs_round(names):
    found, note = in_order_of(bundle("disc", "square"), names, "shapes", None)
    assert found.weights["1.kernel"].tolist() == [[2, 1], [4, 3]]
    assert found.weights["1.bias"].tolist() == [6, 5]
    assert found.about.class_names == names
    assert f"the order of the classes here: {', '.join(names)}" in note


def test_other_names_are_asked_for_and_never_matched_by_their_place():
    with pytest.raises(ClassesDiffer, match="disc, square, but shapes here has the classes square, zdisc: say which is which"):
        in_order_of(bundle("disc", "square"), ("square", "zdisc"), "shapes", None)


def test_what_a_person_says_is_done():
    found, _ = in_order_of(bundle("disc", "square"), ("square", "zdisc"), "shapes", ("zdisc", "square"))
    assert found.weights["1.bias"].tolist() == [6, 5]
    with pytest.raises(RunError, match="each once"):
        in_order_of(bundle("disc", "square"), ("square", "zdisc"), "shapes", ("square", "square"))


def test_another_number_of_classes_is_refused():
    with pytest.raises(RunError, match=r"tells 2 classes apart \(disc, square\), and shapes here has 3"):
        in_order_of(bundle("disc", "square"), ("a", "b", "c"), "shapes", None)


def test_a_network_without_a_head_turns_its_last_convolution_round():
    layers = (Conv2D(filters=2, kernel_size=1), GlobalAveragePooling2D(), Activation(activation="softmax"))
    given = bundle("disc", "square", layers=layers)
    given.weights.clear()
    given.weights.update({"0.kernel": np.array([[[[1.0, 2.0]]]], np.float32), "0.bias": np.array([3.0, 4.0], np.float32)})
    found, _ = in_order_of(given, ("square", "disc"), "shapes", None)
    assert (found.weights["0.kernel"].tolist(), found.weights["0.bias"].tolist()) == ([[[[2, 1]]]], [4, 3])
