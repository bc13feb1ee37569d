"""Tables and lists of parts beside arrays of which it is not sure which image each row or number is of."""

import numpy as np
import pytest
from make_uploads import npy, zipped

from cnn_core.errors import DatasetError

COUNT = 40
PIXELS = np.zeros((COUNT, 8, 8), np.uint8)
PIXELS[:, 0, 0], PIXELS[:, 0, 1], PIXELS[:, 1, 1] = 0, 255, np.arange(COUNT)
LABELS = np.arange(COUNT) % 2
SHUFFLED = [n * 7 % COUNT for n in range(COUNT)]


def lines(values):
    return "\n".join(map(str, values)).encode()


def table(head, names):
    return lines([head, *(f"{each},{'train' if n < 30 else 'test'}" for n, each in enumerate(names))])


def packed(labels=True, **files):
    members = [("images.npy", npy(PIXELS)), *([("labels.npy", npy(LABELS))] if labels else [])]
    return zipped([*members, *((f"{name}.csv" if b"," in of else f"{name}.txt", of) for name, of in files.items())])


def why_not(seen):
    assert dict(seen.parts) == {"train": COUNT}
    ((_, why),) = [(each.what, each.why) for each in seen.set_aside]
    return why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (table("rank,split", SHUFFLED), "its column rank numbers the rows in another order"),
        (table(",split", SHUFFLED), "its column 1 numbers the rows in another order"),
        (table("id,split", [n + 5 for n in SHUFFLED]), "its column id does not tell which image"),
        (table("id,split", [n // 2 for n in range(COUNT)]), "its column id does not tell which image"),
        (table("file,split", [f"f{n}" for n in reversed(range(COUNT))]), "its column file does not tell which image"),
        (table("id,index,split", [f"{n},{COUNT - n}" for n in range(COUNT)]), "two of its columns number the rows"),
    ],
    ids=["rank", "no name", "from 5 on", "twice", "names", "two orders"],
)
def test_parts_of_rows_that_may_be_of_any_image_are_not_taken(found, content, why):
    """They were taken line by line, or by numbers of anything."""
    assert why_not(found(packed(split=content), "arrays.zip")).startswith(why)


def test_a_rank_beside_the_numbers_of_the_images_is_none(made):
    content = packed(split=table("id,rank,split", [f"{COUNT - 1 - n},{SHUFFLED[n]}" for n in range(COUNT)]))
    _, arrays = made(content, size=(8, 8), colour=False, name="arrays.zip", answers={"range": "0 to 255"})
    assert sorted(arrays["x_test"].reshape(-1, 8, 8)[:, 1, 1]) == [*range(10)]


def test_numbers_are_not_those_of_the_images_that_an_unreadable_row_leaves(found):
    """All after it were one off."""
    rows = [[n % 2, *np.random.RandomState(n).randint(0, 255, 64)] for n in range(COUNT)]
    rows[5][1:4] = ["", "", ""]
    pixels = lines([",".join(["label", *(f"p{n}" for n in range(64))]), *(",".join(map(str, row)) for row in rows)])
    members = [("a.csv", pixels), ("train.txt", lines(range(29))), ("test.txt", lines(range(29, 39)))]
    seen = found(zipped(members), "pixels.zip")
    assert dict(seen.parts) == {"train": 39}
    assert {each.what for each in seen.set_aside if "which numbers the others have" in each.why} == {"train.txt", "test.txt"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (table("id,split", range(35)), "it says the parts of 35 images, and there are 40"),
        (lines(["split", *("train", "train", "", "test") * 10]), "line 4 is empty"),
        (b"split\ntrain,test\n", "no parts of the images can be read in it"),
    ],
    ids=["fewer", "an empty line", "nothing"],
)
def test_a_table_of_parts_that_does_not_fit_is_said(found, content, why):
    """It was passed over without a word."""
    assert why_not(found(packed(split=content), "arrays.zip")).startswith(why)


def test_numbers_that_are_not_one_in_a_line_are_said(found):
    seen = found(packed(train=b",".join(b"%d" % n for n in range(30))), "arrays.zip")
    assert "one whole number in each line" in why_not(seen)


def test_a_second_table_of_parts_is_said(found):
    content = packed(a_split=table("id,split", range(COUNT)), b_split=table("id,split", range(COUNT)))
    (aside,) = found(content, "arrays.zip").set_aside
    assert (aside.what, aside.why) == ("b_split.csv", "another table says the parts of the images")


def test_numbers_of_images_are_no_labels(found):
    """Each image was a class."""
    with pytest.raises(DatasetError, match="labels"):
        found(packed(labels=False, train=lines(range(COUNT))), "arrays.zip")
    seen = found(packed(train=lines(range(COUNT))), "arrays.zip")
    assert "numbers of images" in why_not(seen)
    assert seen.class_names == ("0", "1")
