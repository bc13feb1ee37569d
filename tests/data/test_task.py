"""One class against the rest: what is taken, what it is called, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.data.task import class_names, for_task, labels_for
from cnn_core.errors import DatasetError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS

MINI = DataChoice(task="one-against-rest", target=6)


@pytest.fixture(scope="module")
def mini():
    """1,000 training and 200 test images of each digit."""
    return load("mnist-mini")


def test_all_classes_are_the_dataset_itself(mini):
    assert for_task(mini, DataChoice(target=6, others=500)) is mini
    assert class_names(DataChoice()) == tuple("0123456789")


def test_the_class_has_all_its_images_and_the_rest_as_many(mini):
    found = for_task(mini, MINI)
    assert np.bincount(found.y_train).tolist() == [1000, 1000]
    assert np.bincount(found.y_test).tolist() == [1800, 200]
    assert found.class_names == class_names(MINI) == ("not 6", "6")
    assert np.array_equal(found.x_train[found.y_train == 1], mini.x_train[mini.y_train == 6])
    assert found.x_test is not None
    assert np.array_equal(found.x_test, mini.x_test)


def test_no_other_image_is_taken_twice_and_none_is_of_the_class(mini):
    rest = for_task(mini, MINI)
    rest = rest.x_train[rest.y_train == 0].reshape(1000, -1)
    others = {image.tobytes() for image in mini.x_train[mini.y_train != 6]}
    taken = [image.tobytes() for image in rest]
    assert set(taken) <= others
    assert len(set(taken)) == 1000


def test_as_many_others_as_are_asked_for(mini):
    found = for_task(mini, DataChoice(task="one-against-rest", target=6, others=2500))
    assert np.bincount(found.y_train).tolist() == [2500, 1000]


def test_the_same_seed_draws_the_same_others_and_another_seed_others(mini):
    def drawn(seed):
        return for_task(mini, DataChoice(task="one-against-rest", target=6, split_seed=seed)).x_train.tobytes()

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_a_network_gets_two_classes_split_in_proportion(mini):
    prepared = prepare(mini, MINI)
    assert prepared.classes == 2
    assert np.bincount(prepared.y_train).tolist() == [900, 900]
    assert np.bincount(prepared.y_val).tolist() == [100, 100]
    assert np.bincount(prepared.y_test).tolist() == [1800, 200]


def test_the_sixes_of_the_full_mnist_are_those_of_course_notebook_2(real_data):
    """5,918 sixes and 6,000 others, tested on all 10,000 images, 958 of them a six."""
    prepared = prepare(load("mnist"), PRESETS["notebook-2a"].experiment.data)
    assert np.bincount(prepared.y_train).tolist() == [6000, 5918]
    assert np.bincount(prepared.y_test).tolist() == [9042, 958]


def test_a_class_that_there_is_not_is_refused(mini):
    choice = DataChoice(task="one-against-rest", target=10)
    sentence = "target: mnist-mini has 10 classes, counted from 0; take one from 0 to 9. Received: 10"
    for refused in (lambda: class_names(choice), lambda: for_task(mini, choice)):
        with pytest.raises(DatasetError) as error:
            refused()
        assert str(error.value) == sentence


def test_more_others_than_there_are_are_refused(mini):
    with pytest.raises(DatasetError, match="others: mnist-mini has 9,000 training images of other classes than 6; take fewer"):
        for_task(mini, DataChoice(task="one-against-rest", target=6, others=9001))


def test_of_images_of_one_class_nothing_is_asked_against_a_rest(mini):
    ones = mini.y_train == 1
    alone = replace(mini, x_train=mini.x_train[ones], y_train=mini.y_train[ones])
    with pytest.raises(DatasetError, match="one class alone, so there is nothing to tell it from"):
        for_task(alone, DataChoice(task="one-against-rest", target=1))


def test_an_experiment_saved_before_there_were_tasks_asks_for_all_classes():
    value = PRESETS["small-cnn"].experiment.to_json()
    for name in ("task", "target", "others"):
        del value["data"][name]
    assert Experiment.from_json(value) == PRESETS["small-cnn"].experiment


def test_labels_before_anything_is_left_out():
    labels = np.array([6, 0, 6, 9])
    assert labels_for(labels, DataChoice()).tolist() == [6, 0, 6, 9]
    assert labels_for(labels, MINI).tolist() == [1, 0, 1, 0]
