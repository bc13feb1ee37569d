"""Classes and parts that do not fit each other."""

import numpy as np

from cnn_core.uploads.settling import settle


def test_names_without_a_letter_are_never_taken_for_one_class():
    """Signs of arithmetic: "-" of the test part is not "+" of the training part."""
    given = [0] * 5 + [1] * 5 + [1] * 5 + [2] * 5
    found = settle(["+", "x", "-"], given, ["train"] * 10 + ["test"] * 10, np.zeros(20, np.bool_), "signs.zip", {})
    assert [question.key for question in found.questions] == ["test part"]
    assert [each.what for each in found.set_aside] == ["class -"]
