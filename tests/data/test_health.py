"""What may be wrong with the images of a dataset is found, and nothing else."""

import numpy as np
import pytest

from cnn_core.data.dataset import Dataset
from cnn_core.data.health import TEST, TRAIN, Finding, Place, as_labelled, can_go, health_of, still_so


def nobody(done, total):
    pass


def smooth(count, seed, size=28):
    """Pictures with soft shapes, each unlike the others."""
    random = np.random.RandomState(seed)
    coarse = random.randint(30, 226, (count, 7, 7))
    return np.kron(coarse, np.ones((1, size // 7, size // 7))).astype(np.uint8)[..., None]


def dataset(train, test, y_train=None, y_test=None, classes=2):
    return Dataset(
        name="mine", title="Mine", x_train=train, x_test=test,
        y_train=np.arange(len(train)) % classes if y_train is None else np.array(y_train),
        y_test=np.arange(len(test)) % classes if y_test is None else np.array(y_test),
        class_names=tuple(map(str, range(classes))), pixel_max=255, source="", licence="",
    )  # fmt: skip


def findings(data):
    return {each.key: each for each in health_of(data, nobody).findings}


def test_good_images_have_no_findings():
    found = health_of(dataset(smooth(60, 1), smooth(20, 2)), nobody)
    assert found.findings == ()
    assert not found.uneven


def test_a_copy_in_training_and_test_is_left_out_of_the_training():
    train, test = smooth(60, 1), smooth(20, 2)
    train[7], test[4] = smooth(1, 3)[0], smooth(1, 3)[0]
    found = findings(dataset(train, test, y_test=[(k + 1) % 2 for k in range(20)]))
    assert list(found) == ["equal across"]
    assert [(place.part, place.index) for place in found["equal across"].groups[0]] == [("training", 7), ("test", 4)]
    assert found["equal across"].spare == (7,)


def test_of_copies_in_one_part_one_stays():
    train = smooth(60, 1)
    train[11] = train[31] = train[5]
    assert findings(dataset(train, smooth(20, 2)))["equal within"].spare == (11, 31)


def test_the_same_image_under_two_labels_is_named_so_and_both_can_go():
    train = smooth(60, 1)
    train[10] = train[5]
    assert findings(dataset(train, smooth(20, 2)))["equal labels"].spare == (5, 10)


def test_copies_whose_labels_were_corrected_are_told_by_the_labels_of_now():
    train = smooth(60, 1)
    train[10] = train[5]
    train[20] = train[4]
    train[30] = 128
    found = health_of(dataset(train, smooth(20, 2)), nobody).findings
    assert [(each.key, each.images) for each in found] == [("equal labels", 2), ("equal within", 2), ("blank", 1)]
    assert as_labelled(found, {}) == found
    now = as_labelled(found, {("training", 10): 1, ("test", 5): 1})
    assert [(each.key, each.images) for each in now] == [("equal within", 4), ("blank", 1)]
    assert now[0].spare == (10, 20)
    other_way = as_labelled(found, {("training", 20): 1, ("training", 30): 1})
    assert [(each.key, each.images) for each in other_way] == [("equal labels", 4), ("blank", 1)]
    assert other_way[1].groups[0][0].label == 1


@pytest.mark.parametrize("change", [lambda x: x + np.random.RandomState(5).randint(-3, 4, x.shape), lambda x: x * 0.8 + 20])
def test_a_copy_that_was_changed_a_little_is_nearly_the_same(change):
    train, test = smooth(600, 1), smooth(200, 2)
    test[8] = np.clip(change(train[66].astype(float)), 0, 255).astype(np.uint8)
    found = findings(dataset(train, test))
    assert [(place.part, place.index) for place in found["near across"].groups[0]] == [("training", 66), ("test", 8)]


def test_of_very_many_that_are_nearly_the_same_all_but_one_can_be_left_out():
    """They were told to be no longer so when 12 of 40 were left out."""
    train = smooth(60, 1)
    train[:40] = np.clip(smooth(1, 3).astype(int) + np.random.RandomState(5).randint(-3, 4, (40, 28, 28, 1)), 0, 255)
    found = findings(dataset(train, smooth(20, 2), y_train=[0] * 60))["near within"]
    assert found.spare == tuple(range(1, 40))
    assert still_so(found, {TRAIN: range(1, 12)})
    assert not still_so(found, {TRAIN: range(1, 40)})


@pytest.mark.parametrize(
    ("labels", "spare", "gone", "stay"),
    [
        ([0] * 40 + [1] * 20, range(40), (), [0, 9, 19, 29, 39]),
        ([0] * 40 + [1] * 20, range(1, 40), (), [1, 13, 26, 39]),
        ([0] * 40 + [1] * 20, range(30), (), []),
        ([0] * 40 + [1] * 20, range(40), range(10, 40), [0, 2, 4, 6, 9]),
        ([0] * 40 + [1] * 20, range(40), range(38), [38, 39]),
        ([0] * 4 + [1] * 2, range(6), (), [0, 3, 4]),
        ([0] * 4, range(4), range(4), []),
    ],
)
def test_no_class_is_left_out_down_to_nothing(labels, spare, gone, stay):
    """Of a film all frames could be left out, and then the training refused to begin."""
    go = can_go(spare, np.array(labels), gone)
    assert sorted({*spare} - {*gone} - {*go}) == stay


def test_blank_dark_and_blurred_images_are_found():
    train = smooth(60, 1)
    train[3] = 128
    train[9] = train[9] // 12
    ramp = np.linspace(40, 220, 28)
    train[20] = (ramp[:, None] / 2 + ramp[None] / 2).astype(np.uint8)[..., None]
    found = findings(dataset(train, smooth(20, 2)))
    assert {key: each.spare for key, each in found.items()} == {"blank": (3,), "dark": (9,), "blurred": (20,)}


def test_uneven_classes_are_said_with_what_always_answering_the_largest_gives():
    y_train, y_test = [0] * 57 + [1] * 3, [0] * 19 + [1]
    found = health_of(dataset(smooth(60, 1), smooth(20, 2), y_train, y_test), nobody)
    assert (found.uneven, found.largest, found.always) == (True, 0, 0.95)


def test_copies_are_so_no_more_once_of_each_group_one_is_left() -> None:
    def finding(key: str, *groups: tuple[Place, ...]) -> Finding:
        return Finding(key, "title", "why", groups)

    one, two, tested = Place(TRAIN, 1, 0), Place(TRAIN, 2, 0), Place(TEST, 1, 0)
    across = finding("equal across", (one, two, tested))
    assert still_so(across, {})
    assert still_so(across, {TRAIN: (1,)})
    assert not still_so(across, {TRAIN: (1, 2)})
    assert not still_so(across, {TRAIN: (7,), TEST: (1,)})
    within = finding("near within", (one, two), (tested, Place(TEST, 2, 0)))
    assert still_so(within, {TRAIN: (1,)})
    assert not still_so(within, {TRAIN: (1,), TEST: (2,)})
    assert [still_so(finding("blank", (one,)), {TRAIN: gone}) for gone in ((), (1,))] == [True, False]
    other = Place(TRAIN, 3, 1)
    assert [still_so(finding("equal labels", (one, two, other)), {TRAIN: gone}) for gone in ((1,), (3,))] == [True, False]
