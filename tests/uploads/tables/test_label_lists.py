"""Tables of pixels alone, with their labels in texts of their own."""

import numpy as np
import pytest
from make_uploads import images, zipped

from cnn_core.uploads.opening import open_upload

COUNT, SIDE = 20, 8
PIXELS = images(COUNT).reshape(COUNT, -1)
LABELS = np.arange(COUNT) * 7 % 3
NAMES = {
    "two of each": ("X_train.csv", "y_train.csv", "X_test.csv", "y_test.csv"),
    "as Kaggle has the Arabic letters": (
        "csvTrainImages 20x64.csv",
        "csvTrainLabel 20x1.csv",
        "csvTestImages 20x64.csv",
        "csvTestLabel 20x1.csv",
    ),
}
LISTS = {
    "numbers": [str(label) for label in LABELS],
    "numbers of NumPy": [f"{label:.1f}" for label in LABELS],
    "a head": ["label", *map(str, LABELS)],
    "as pandas writes a column": [",0", *(f"{n},{label}" for n, label in enumerate(LABELS))],
    "as pandas writes a column with a head": [",label", *(f"{n},{label}" for n, label in enumerate(LABELS))],
}


def understood(members):
    """(part, image, class) of every picture, sorted."""
    source = open_upload(zipped(members), "tables.zip", {})
    return sorted((item.part, np.asarray(item.open()).tobytes(), source.class_names[item.label]) for item in source.items)


def pixels(shift=0):
    return "\n".join(",".join(map(str, row)) for row in PIXELS + np.uint8(shift)).encode()


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("form", LISTS)
def test_labels_in_a_text_of_their_own_are_those_of_the_table_of_their_part(names, form):
    x_train, y_train, x_test, y_test = NAMES[names]
    lines = "\n".join(LISTS[form]).encode()
    members = [(y_test, lines), (x_train, pixels()), (x_test, pixels(1)), (y_train, lines)]
    parts = {"train": PIXELS, "test": PIXELS + np.uint8(1)}
    wanted = [(part, row.tobytes(), str(label)) for part, rows in parts.items() for row, label in zip(rows, LABELS, strict=True)]
    assert understood(members) == sorted(wanted)


@pytest.mark.parametrize("labels", [["cat", "old dog"] * 10, ["class", *["cat", "old dog"] * 10]])
def test_labels_may_be_words(labels):
    shown = understood([("x.csv", pixels()), ("y.csv", "\n".join(labels).encode())])
    assert shown == sorted(("train", row.tobytes(), kind) for row, kind in zip(PIXELS, ["cat", "old dog"] * 10, strict=True))


@pytest.mark.parametrize("name", ["labels.txt", "label_names.txt", "classes.txt"])
def test_the_names_of_the_classes_are_no_labels(name):
    """They were set aside as labels of no images, and the classes were called 0, 1 and 2."""
    names = ("cat", "dog", "owl")
    numbers = "\n".join(map(str, LABELS)).encode()
    shown = understood([("x.csv", pixels()), ("y.csv", numbers), (name, "\n".join(names).encode())])
    assert shown == sorted(("train", row.tobytes(), names[label]) for row, label in zip(PIXELS, LABELS, strict=True))
