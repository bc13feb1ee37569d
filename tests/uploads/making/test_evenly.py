"""The pictures that are shown of an upload are as many of each class."""

from collections import Counter

import pytest
from make_uploads import class_folders, zipped

from cnn_core.uploads.limits import MAX_SAMPLES
from cnn_core.uploads.making.evenly import evenly

COLOURS = {"bird": (9, 9, 90), "cat": (5, 90, 5), "dog": (90, 7, 7)}


@pytest.mark.parametrize(
    ("groups", "counts", "chosen"),
    [
        ([[0, 1, 2, 3], [4, 5, 6, 7]], [4, 4], [0, 1, 2, 4, 5, 6]),
        ([[0, 1], [2, 3, 4, 5]], [50, 50], [0, 1, 2, 4]),  # of the first there are more, but not here
        ([[0, 1], [2, 3, 4, 5]], [2, 50], [0, 1, 2, 3, 4]),
        ([[], [2, 3]], [0, 50], [2, 3]),
        ([[number] for number in range(12)], [1] * 12, [0, 2, 4, 6, 8, 10]),
        ([], [], []),
    ],
)
def test_of_each_group_as_many_are_taken(groups, counts, chosen):
    assert evenly(groups, counts, 6) == chosen


def test_of_classes_that_become_one_as_many_are_shown_as_of_others(found):
    """4 birds, 8 cats and 8 dogs were shown."""
    train = class_folders(COLOURS, 12, "train/")
    test = class_folders({"Cats": COLOURS["cat"], "Dogs": COLOURS["dog"], "bird": COLOURS["bird"]}, 12, "test/")
    seen = found(zipped([*train, *test]))
    assert seen.class_names == ("bird", "cat", "dog")
    assert Counter(seen.sample_labels) == dict.fromkeys(range(3), MAX_SAMPLES // 3)
    for label, sample in zip(seen.sample_labels, seen.samples, strict=True):
        assert tuple(sample[0, 0].tolist()) == COLOURS[seen.class_names[label]]
