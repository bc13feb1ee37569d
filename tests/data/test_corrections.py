"""Training images that are left out, and labels that are corrected, as part of the choice of data."""

import json
from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.corrections import numbers_tested
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.data.split import split
from cnn_core.data.task import all_test_labels, for_task, labels_of_test, training_labels
from cnn_core.errors import DatasetError, SpecError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.workspace.share_link import from_link, to_link


@pytest.fixture(scope="module")
def digits():
    return load("digits")


def test_images_are_left_out_and_labels_changed(digits):
    label = int(digits.y_train[3] + 1) % 10
    seen = for_task(digits, DataChoice(dataset="digits", left_out=(0, 2), relabelled=((3, label),)))
    assert len(seen.y_train) == len(digits.y_train) - 2
    assert np.array_equal(seen.x_train[:2], digits.x_train[[1, 3]])
    assert seen.y_train[:2].tolist() == [digits.y_train[1], label]
    assert np.array_equal(seen.x_test, digits.x_test)


def test_test_images_are_left_out_and_that_is_said_of_the_figures(digits):
    choice = DataChoice(dataset="digits", left_out_test=(0, 359))
    seen = for_task(digits, choice)
    assert np.array_equal(seen.x_test, digits.x_test[1:359])
    assert np.array_equal(seen.y_test, digits.y_test[1:359])
    assert np.array_equal(seen.x_train, digits.x_train)
    assert numbers_tested(choice, 360).tolist() == list(range(1, 359))
    assert choice.role_of_test().endswith("Without 2 test images that somebody left out: not comparable with runs on all.")


def test_a_test_image_gets_another_label_and_that_is_said_of_the_figures(digits):
    other = int(digits.y_test[7] + 1) % 10
    choice = DataChoice(dataset="digits", relabelled_test=((7, other),))
    seen = for_task(digits, choice)
    assert np.flatnonzero(seen.y_test != digits.y_test).tolist() == [7]
    assert seen.y_test[7] == other
    assert all_test_labels(digits, choice)[7] == other
    assert choice.role_of_test().endswith("With 1 test label that somebody changed: not comparable with runs on all.")
    fewer = for_task(digits, replace(choice, left_out_test=(0, 1)))
    assert fewer.y_test[5] == other
    assert all_test_labels(digits, replace(choice, left_out_test=(0, 1))).tolist() == seen.y_test.tolist()
    both = replace(choice, left_out_test=(0, 1)).role_of_test()
    assert "Without 2 test images that somebody left out, with 1 test label that somebody changed: not comparable" in both


def test_where_training_images_are_left_out_the_split_is_drawn_anew_and_that_can_be_told():
    """With 59 test images and few steps, 95% became 76%, and nothing said why."""
    before = DataChoice(dataset="digits")
    assert replace(before, left_out=(3,)).drawn_anew(before)
    assert before.drawn_anew(replace(before, relabelled=((3, 1),)))
    assert not replace(before, left_out_test=(3,), relabelled_test=((4, 1),)).drawn_anew(before)
    assert not replace(before, validation="none", left_out=(3,)).drawn_anew(before)
    digits = load("digits")
    kept = np.delete(np.arange(len(digits.y_train)), 3)
    first, second = (split(for_task(digits, each).y_train, each).validation for each in (before, replace(before, left_out=(3,))))
    assert len(np.setdiff1d(kept[second], first)) > 5


def test_what_is_corrected_is_said_in_words():
    choice = DataChoice(left_out=(1,), relabelled=((2, 3), (4, 5)), left_out_test=(6,), relabelled_test=((7, 8),))
    assert choice.corrections == "1 training image left out, 2 labels changed, 1 test image left out, 1 test label changed"
    assert choice.uncorrected == DataChoice()
    assert DataChoice().corrections == ""


def test_without_corrections_the_dataset_is_the_same_object(digits):
    assert for_task(digits, DataChoice(dataset="digits")) is digits


def test_what_is_learned_from_has_so_many_images_less(digits):
    before, after = (prepare(digits, DataChoice(dataset="digits", validation="none", left_out=out)) for out in ((), (5, 6, 7)))
    assert len(before.x_train) - len(after.x_train) == 3


def test_corrections_travel_in_json_and_in_a_link_and_are_not_there_if_there_are_none():
    preset = PRESETS["small-cnn"].experiment
    choice = DataChoice(left_out=(7, 3), relabelled=((9, 1),), left_out_test=(5,), relabelled_test=((8, 2),))
    assert choice.left_out == (3, 7)
    assert DataChoice.from_json(json.loads(json.dumps(choice.to_json()))) == choice
    assert set(DataChoice().to_json()) & {"left_out", "relabelled", "left_out_test", "relabelled_test"} == set()
    changed = Experiment(architecture=preset.architecture, data=choice, training=preset.training)
    assert from_link(to_link(changed)) == changed


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"left_out": [3, 3]}, "must not have a number twice"),
        ({"left_out": [-1]}, "whole numbers from 0"),
        ({"left_out": [1.5]}, "whole numbers from 0"),
        ({"left_out": "1"}, "a list of at most 1000"),
        ({"left_out": list(range(1001))}, "a list of at most 1000"),
        ({"relabelled": [[1]]}, "pairs of whole numbers"),
        ({"relabelled": [3]}, "pairs of whole numbers"),
        ({"relabelled": [[1, 2], [1, 3]]}, "must not have a number twice"),
    ],
)
def test_lists_that_cannot_be_meant_are_refused(given, words):
    with pytest.raises(SpecError, match=words):
        DataChoice.from_json(given)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (DataChoice(dataset="digits", left_out=(1437,)), "1,437 training images, counted from 0.* Received: 1437"),
        (DataChoice(dataset="digits", relabelled=((1500, 1),)), "1,437 training images"),
        (DataChoice(dataset="digits", left_out_test=(360,)), "left_out_test.* 360 test images, counted from 0"),
        (DataChoice(dataset="digits", left_out_test=tuple(range(360))), "all 360 test images are left out"),
        (DataChoice(dataset="digits", relabelled_test=((360, 1),)), "relabelled_test.* 360 test images, counted from 0"),
        (DataChoice(dataset="digits", relabelled_test=((3, 10),)), "relabelled_test.* has 10 classes"),
        (DataChoice(dataset="digits", relabelled=((3, 10),)), "has 10 classes, counted from 0. Received: 10"),
    ],
)
def test_an_image_or_a_class_that_is_not_there_is_named(digits, choice, words):
    with pytest.raises(DatasetError, match=words):
        for_task(digits, choice)


@pytest.mark.parametrize("task", ["all", "one-against-rest"])
def test_the_labels_alone_are_those_of_the_images(digits, task):
    label = int(digits.y_train[3] + 1) % 10
    changed = {"left_out": (0, 2), "relabelled": ((3, label),), "left_out_test": (1, 5), "relabelled_test": ((2, 1), (5, 0))}
    for corrections in ({}, changed):
        choice = DataChoice(dataset="digits", task=task, target=label, **corrections)
        whole = for_task(digits, choice)
        assert np.array_equal(training_labels(digits, choice), whole.y_train)
        assert np.array_equal(labels_of_test(digits, choice), whole.y_test)
