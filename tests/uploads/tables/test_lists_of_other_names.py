"""Texts beside an array of images that are called neither labels nor y, and columns of tables that are not read."""

import numpy as np
import pytest
from make_uploads import npy, picture, zipped

from cnn_core.errors import DatasetError

COUNT = 24
PARTS = {"train": range(6), "val": range(6, 8), "test": range(8, 10)}
KINDS = [("two", "six")[n // 3 % 2] for n in range(COUNT)]
IMAGES = np.random.RandomState(2).randint(0, 256, (COUNT, 8, 8)).astype(np.uint8)


def upload(lines, name="klassen.txt", images=(("bilder.npy", IMAGES),)):
    return zipped([*((file, npy(each)) for file, each in images), (name, "\n".join(lines).encode())])


@pytest.mark.parametrize("name", ["klassen.txt", "klassen.csv", "wer.tsv", "Notizen.txt"])
def test_a_label_in_each_line_is_taken_whatever_the_text_is_called(found, made, name):
    """The images were refused as having no labels, and the text was not named."""
    seen = found(upload(KINDS, name), name="x.zip")
    assert (seen.class_names, seen.train_counts) == (("six", "two"), (12, 12))
    assert f"The labels are the lines of {name}, in the order of the images." in seen.notes
    names, arrays = made(upload(KINDS, name), size=(8, 8), colour=False, name="x.zip")
    of = {each.tobytes(): KINDS[n] for n, each in enumerate(IMAGES)}
    for part in ("train", "test"):
        for image, label in zip(arrays[f"x_{part}"], arrays[f"y_{part}"], strict=True):
            assert of[image[..., 0].tobytes()] == names[label]


def test_a_text_of_another_number_is_named_where_the_images_are_refused(found):
    with pytest.raises(DatasetError, match=r"klassen\.txt: it has 21 train labels for 24 train images"):
        found(upload(KINDS[:21]), name="x.zip")


@pytest.mark.parametrize("lines", [["train", "train", "test"] * 8, [f"word{n}" for n in range(COUNT)], ["same"] * COUNT])
def test_other_lines_are_no_labels(found, lines):
    with pytest.raises(DatasetError, match="images without labels"):
        found(upload(lines), name="x.zip")


def test_arrays_that_are_a_class_each_stay_such(found):
    seen = found(upload(KINDS, images=(("cat.npy", IMAGES), ("dog.npy", IMAGES[::-1]))), name="x.zip")
    assert seen.class_names == ("cat", "dog")


def test_a_column_that_may_say_groups_is_said_not_to_be_read(found):
    """It was passed over in silence."""
    rows = ["index,label,batch", *(f"{n},{KINDS[n]},{'ABC'[n % 3]}" for n in range(COUNT))]
    seen = found(upload(rows, "labels.csv"), name="x.zip")
    assert seen.class_names == ("six", "two")
    said = "Of labels.csv: the labels are in its column label; batch is not read: call it split if it says which part each image belongs to."
    assert said in seen.notes


def test_a_list_of_what_to_learn_from_is_not_set_aside_beside_those_that_say_the_other_parts(found):
    """train.txt was said to be no picture, as if it had not been understood."""
    paths = [f"{kind}/{n}.png" for kind in ("cat", "dog") for n in range(10)]
    lists = {part: "\n".join(path for path in paths if int(path[-5]) in of) for part, of in PARTS.items()}
    seen = found(
        zipped([*((path, picture()) for path in paths), *((f"{part}.txt", text.encode()) for part, text in lists.items())])
    )
    assert dict(seen.parts) == {"train": 12, "validation": 4, "test": 4}
    assert seen.set_aside == ()
