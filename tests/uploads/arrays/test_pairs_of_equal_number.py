"""Which labels belong to which images, where several have the same number: names say it, not the order in the zip."""

import itertools

import numpy as np
import pytest
from make_uploads import npy, npz, zipped

from cnn_core.uploads.opening import open_upload

COUNT, SIDE = 20, 8
CLASS = {"a": 0, "b": 1, "c": 2}
"""All images of a share are of one class, and as bright as that says."""


def shown(share):
    pixels = np.random.RandomState(CLASS[share]).randint(100, 256, (COUNT, SIDE, SIDE)).astype(np.uint8)
    pixels[:, 0, 0] = 50 * CLASS[share]
    return pixels


def labels(share):
    return np.full(COUNT, CLASS[share])


def understood(content, name="arrays.zip"):
    """Share -> the classes that its images have, and the source."""
    source = open_upload(content, name, {})
    classes = {}
    for item in source.items:
        classes.setdefault("abc"[np.asarray(item.open())[0, 0] // 50], set()).add(source.class_names[item.label])
    return classes, source


@pytest.mark.parametrize(
    ("images", "of"), [("x_{}.npy", "y_{}.npy"), ("images/{}.npy", "labels/{}.npy"), ("{}/data.npy", "{}/target.npy")]
)
@pytest.mark.parametrize("order", [*itertools.permutations(range(4))])
def test_names_pair_them_in_whatever_order_they_are_packed(images, of, order):
    members = [(images.format(share), npy(shown(share))) for share in "ab"] + [
        (of.format(share), npy(labels(share))) for share in "ab"
    ]
    classes, source = understood(zipped([members[n] for n in order]))
    assert classes == {"a": {"0"}, "b": {"1"}}
    assert not any("order of their names" in note for note in source.notes)


def test_names_that_say_nothing_pair_them_in_the_order_in_which_people_count_and_that_is_said():
    members = [("faces2.npy", npy(shown("a"))), ("faces10.npy", npy(shown("b")))]
    members += [("who10.npy", npy(labels("b"))), ("who2.npy", npy(labels("a")))]
    classes, source = understood(zipped(members))
    assert classes == {"a": {"0"}, "b": {"1"}}
    assert (
        "Images and labels of the same number belong together in the order of their names: faces2 with who2, faces10 with who10."
        in source.notes
    )


def test_one_that_no_other_is_called_like_is_set_aside_where_names_tell_the_rest():
    classes, source = understood(npz(x_a=shown("a"), x_b=shown("b"), y_b=labels("b"), y_c=labels("c")), "arrays.npz")
    assert classes == {"b": {"1"}}
    assert sorted(each.what for each in source.set_aside) == ["x_a", "y_c"]


def test_of_more_images_than_labels_those_of_the_name_of_the_labels_are_guessed():
    classes, source = understood(npz(x_a=shown("a"), x_b=shown("b"), y_b=labels("b")), "arrays.npz")
    assert classes == {"b": {"1"}}
    assert [(each.options, each.chosen) for each in source.questions] == [(("x_a", "x_b"), "x_b")]
