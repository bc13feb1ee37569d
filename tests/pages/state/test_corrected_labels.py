"""The label of an image as it is corrected on the desk."""

from __future__ import annotations

import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.health import TEST, TRAIN
from cnn_core.data.load import load
from pages.widgets.state.corrections import label_now


@pytest.mark.parametrize("part", [TRAIN, TEST])
def test_a_label_that_a_link_changes_to_no_class_is_shown_as_it_came(part: str) -> None:
    digits = load("digits")
    came = digits.class_names[(digits.y_test if part == TEST else digits.y_train)[5]]
    field = "relabelled_test" if part == TEST else "relabelled"
    assert label_now(digits, DataChoice(dataset="digits", **{field: ((5, 77),)}), part, 5) == came
    assert label_now(digits, DataChoice(dataset="digits", **{field: ((5, 3),)}), part, 5) == "3"
    assert label_now(digits, DataChoice(dataset="digits"), part, 5) == came
