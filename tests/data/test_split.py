import json
import subprocess
import sys

import numpy as np
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.split import as_wanted, split, why_not, workable
from cnn_core.errors import DatasetError

LABELS = np.random.RandomState(7).permutation(np.repeat(np.arange(10), 100))

KERAS_RULE = """
import json, sys
import numpy as np
from keras.src.trainers.data_adapters.array_slicing import train_validation_split
answers = []
for n, fraction in json.loads(sys.argv[1]):
    (train,), (validation,) = train_validation_split((np.arange(n),), fraction)
    answers.append([len(train), int(train[-1]), int(validation[0]), len(validation)])
print(json.dumps(answers))
"""


def test_everything_is_learned_from_in_its_own_order_if_nothing_is_held_back():
    for validation in ("none", "test"):
        parts = split(LABELS, DataChoice(validation=validation))
        assert parts.train.tolist() == list(range(1000))
        assert len(parts.validation) == 0


def test_the_stratified_split_is_scikit_learns():
    from sklearn.model_selection import train_test_split

    for fraction in (0.02, 0.07, 0.1, 0.2, 0.33, 0.5):
        parts = split(LABELS, DataChoice(validation_split=fraction, split_seed=13))
        train, validation = train_test_split(np.arange(1000), test_size=fraction, stratify=LABELS, random_state=13)
        assert parts.train.tolist() == train.tolist()
        assert parts.validation.tolist() == validation.tolist()


def test_the_stratified_split_of_balanced_classes_is_balanced_and_has_every_image_once():
    parts = split(LABELS, DataChoice(validation_split=0.2))
    assert np.bincount(LABELS[parts.validation]).tolist() == [20] * 10
    assert sorted([*parts.train, *parts.validation]) == list(range(1000))


def test_the_same_seed_draws_the_same_images_and_another_seed_others():
    def drawn(seed):
        return split(LABELS, DataChoice(train_size=500, split_seed=seed)).train.tolist()

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_the_last_part_is_cut_where_keras_cuts_it():
    cases = [(n, f) for n in (1000, 997, 60, 10_000) for f in (0.02, 0.1, 0.2, 0.29, 0.3, 0.33, 0.5)]
    answer = subprocess.run(
        [sys.executable, "-c", KERAS_RULE, json.dumps(cases)], capture_output=True, text=True, check=True, timeout=300
    )
    for (n, fraction), expected in zip(cases, json.loads(answer.stdout.splitlines()[-1]), strict=True):
        parts = split(np.arange(n) % 5, DataChoice(validation="last", validation_split=fraction))
        assert [len(parts.train), parts.train[-1], parts.validation[0], len(parts.validation)] == expected


def test_the_last_tenth_of_mnist_is_its_last_six_thousand_images():
    parts = split(np.arange(60_000) % 10, DataChoice(validation="last", validation_split=0.1))
    assert parts.train.tolist() == list(range(54_000))
    assert parts.validation.tolist() == list(range(54_000, 60_000))


@pytest.mark.parametrize("validation", ["stratified", "last", "none", "test"])
def test_a_subset_keeps_the_proportions_of_the_classes(validation):
    labels = np.repeat([0, 1, 2], [600, 300, 100])
    parts = split(labels, DataChoice(train_size=100, validation=validation, validation_split=0.1))
    used = np.concatenate([parts.train, parts.validation])
    assert np.bincount(labels[used]).tolist() == [60, 30, 10]
    assert len(set(used)) == 100


def test_the_subset_is_scikit_learns_too():
    from sklearn.model_selection import train_test_split

    expected, _ = train_test_split(np.arange(1000), train_size=250, stratify=LABELS, random_state=13)
    assert split(LABELS, DataChoice(train_size=250, validation="none")).train.tolist() == expected.tolist()


def test_a_subset_of_all_images_is_all_images():
    everything = split(LABELS, DataChoice(validation="none"))
    assert split(LABELS, DataChoice(train_size=1000, validation="none")).train.tolist() == everything.train.tolist()


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"train_size": 1001}, "train_size: there are 1,000 training images; take fewer, or 0 for all. Received: 1,001"),
        ({"train_size": 5}, "train_size: every class needs at least 2 images.*take more than 19.*Received: 5"),
        ({"train_size": 19}, "train_size: every class needs at least 2 images"),
        ({"train_size": 50, "validation_split": 0.1}, "validation_split: 5 of 50 images cannot show all 10 classes"),
        ({"train_size": 20, "validation": "last", "validation_split": 0.5}, "no image of class . would be left to learn from"),
    ],
)
def test_a_choice_that_leaves_too_little_is_refused_in_a_sentence(choice, words):
    with pytest.raises(DatasetError, match=words):
        split(LABELS, DataChoice(**choice))


def test_twenty_images_of_ten_classes_are_enough_for_one_on_each_side():
    parts = split(LABELS, DataChoice(train_size=20, validation_split=0.5))
    assert sorted(LABELS[parts.train]) == sorted(LABELS[parts.validation]) == list(range(10))


def test_a_class_too_small_for_both_sides_is_named():
    labels = np.repeat([0, 1], [97, 3])
    with pytest.raises(DatasetError, match="no image of class 1 would be left to validate with"):
        split(labels, DataChoice(validation_split=0.1))


def test_labels_sorted_by_class_are_refused_where_the_last_part_is_a_whole_class():
    with pytest.raises(DatasetError, match="no image of class 9 would be left to learn from"):
        split(np.sort(LABELS), DataChoice(validation="last", validation_split=0.1))


@pytest.mark.parametrize(
    ("counts", "validation", "part"),
    [([97, 30], "stratified", 0.1), ([97, 3], "stratified", 0.2), ([97, 1], "none", 0.1), ([4, 5, 5], "stratified", 0.2)],
)
def test_few_images_are_divided_so_that_every_class_is_on_both_sides_if_that_can_be(counts, validation, part):
    labels = np.repeat(np.arange(len(counts)), counts)
    choice = workable(labels, DataChoice())
    assert (choice.validation, choice.validation_split) == (validation, part)
    parts = split(labels, choice)
    if validation != "none":
        assert len(np.unique(labels[parts.train])) == len(np.unique(labels[parts.validation])) == len(counts)


def test_what_few_images_needed_is_told_from_what_somebody_chose():
    few, many = np.repeat([0, 1], [97, 3]), np.repeat([0, 1], [97, 30])
    wanted, more, last = DataChoice(validation_split=0.15), DataChoice(validation_split=0.3), DataChoice(validation="last")
    assert as_wanted(few, workable(few, wanted), wanted) == wanted
    assert as_wanted(few, more, wanted) == more
    assert as_wanted(many, DataChoice(validation_split=0.2), wanted) == DataChoice(validation_split=0.2)
    assert as_wanted(many, wanted, last) == wanted
    tiny = np.repeat([0, 1], [97, 1])
    assert workable(tiny, wanted).validation == "none"
    assert as_wanted(tiny, workable(tiny, wanted), wanted) == wanted


def test_a_given_part_with_all_images_of_a_class_does_not_validate():
    labels = np.repeat([0, 1], [40, 20])
    given = DataChoice(validation="given", validation_from=40)
    assert workable(labels, given) == DataChoice()
    assert (
        why_not(labels, given) == "The validation part that came with them has all images of a class, so it does not validate and"
    )
    mixed = np.arange(60) % 2
    assert (workable(mixed, given), why_not(mixed, given)) == (given, "")


def test_the_reason_is_that_of_the_kind_of_validation():
    assert why_not(np.repeat([0, 1], [97, 3]), DataChoice()).startswith("Their smallest class is so small")
    assert why_not(np.repeat([0, 1], [97, 3]), DataChoice(validation="last")).startswith(
        "Their last part has all images of a class"
    )
    assert why_not(LABELS, DataChoice()) == ""


@pytest.mark.parametrize(
    ("labels", "choice", "why"),
    [
        ([0, 0, 1, 1], DataChoice(train_size=9), "Of these 4 images no 9 with enough of each class can be taken, so"),
        ([0] * 6 + [1] * 6, DataChoice(train_size=3), "Of these 12 images no 3 with enough of each class can be taken, so"),
        ([0, 0, 1, 1], DataChoice(validation_split=0.1), "They are so few that"),
        ([0], DataChoice(validation="last", validation_split=0.1), "They are so few that"),
        ([0, 1], DataChoice(validation="last", validation_split=0.1), "Their last part has all images of a class, so"),
    ],
)
def test_images_that_cannot_be_split_are_said_to_be_few_where_no_class_is_to_blame(labels, choice, why):
    """Of all of them the smallest class was said to be small."""
    assert why_not(np.array(labels), choice) == why
