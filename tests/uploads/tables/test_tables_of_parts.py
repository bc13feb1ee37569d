"""Tables beside arrays and their labels that say which part each image belongs to."""

import numpy as np
import pytest
from make_uploads import npy, npz, zipped

from cnn_core.errors import DatasetError

COUNT = 30
OF_TEST = np.arange(COUNT) % 3 == 1
LABELS = np.arange(COUNT) % 2
PIXELS = np.repeat(np.where(OF_TEST, 200, 20).astype(np.uint8), 64).reshape(COUNT, 8, 8).copy()
PIXELS[:, 0, 0], PIXELS[:, 0, 1], PIXELS[:, 1, 1] = 0, 255, np.arange(COUNT)
ORDER = np.random.RandomState(5).permutation(COUNT)
SAYS, OTHER = "which part each image belongs to", "something else"


def lines(form, head="", order=range(COUNT)):
    told = [
        form.format(n=n, part="test" if OF_TEST[n] else "train", label=("cat", "dog")[n % 2], flag=int(OF_TEST[n])) for n in order
    ]
    return "\n".join([*([head] if head else []), *told]).encode()


def packed(**files):
    return zipped(
        [
            ("images.npy", npy(PIXELS)),
            ("labels.npy", npy(LABELS)),
            *((name.replace("_csv", ".csv"), of) for name, of in files.items()),
        ]
    )


def parts_of(made, content, **answers):
    """Part -> the values that most of the pixels of its images have."""
    _, arrays = made(content, size=(8, 8), colour=False, name="arrays.zip", answers=answers)
    return {part: {float(np.median(each)) for each in arrays[f"x_{part}"]} for part in ("train", "test")}


RIGHT = {"train": {20.0}, "test": {200.0}}
TABLES = {
    "a column alone": lines("{part}", "split"),
    "with a number": lines("{n},{part}", "id,split"),
    "with a number in another order": lines("{n},{part}", "id,split", ORDER),
    "with names of files": lines("{n}.png,{part}", "file,subset"),
    "yes and no": lines("{n},{flag}", "id,is_test"),
    "with another column": lines("{n},anna,{part}", "id,writer,split"),
}


@pytest.mark.parametrize("form", TABLES)
def test_the_images_to_test_with_are_not_learned_from(made, found, form):
    """They were: the table was passed over without a word."""
    content = packed(split_csv=TABLES[form])
    assert parts_of(made, content) == RIGHT
    seen = found(content, "arrays.zip")
    (question,) = [each for each in seen.questions if each.key == "parts of split.csv"]
    assert question.chosen == SAYS
    assert not seen.set_aside
    assert parts_of(made, content, **{question.key: OTHER})["train"] == {20.0, 200.0}


def test_arrays_of_one_file_are_parted_too(made):
    content = zipped([("data.npz", npz(images=PIXELS, labels=LABELS)), ("split.csv", TABLES["with a number"])])
    assert parts_of(made, content) == RIGHT


def test_pixels_as_text_are_parted_too(made):
    rows = [
        ["label", *(f"pixel{n}" for n in range(64))],
        *([n % 2, *each] for n, each in enumerate(PIXELS.reshape(COUNT, 64).tolist())),
    ]
    pixels = "\n".join(",".join(map(str, row)) for row in rows)
    content = zipped([("data.csv", pixels.encode()), ("split.csv", TABLES["with a number"])])
    assert parts_of(made, content) == RIGHT


def test_texts_with_the_numbers_of_the_images_say_it(made, found):
    numbers = {part: "\n".join(map(str, np.flatnonzero(of))).encode() for part, of in (("train", ~OF_TEST), ("test", OF_TEST))}
    content = zipped(
        [("images.npy", npy(PIXELS)), ("labels.npy", npy(LABELS)), *((f"{part}.txt", of) for part, of in numbers.items())]
    )
    assert parts_of(made, content) == RIGHT
    assert any(each.asks.startswith("The numbers in") for each in found(content, "arrays.zip").questions)


@pytest.mark.parametrize("name", ["meta.csv", "info.csv", "annotations.csv"])
def test_a_table_that_is_not_called_labels_may_have_them(made, name):
    """They were said to be missing."""
    content = zipped([("images.npy", npy(PIXELS)), (name, lines("{n},{label},{part}", "id,label,split"))])
    assert parts_of(made, content) == RIGHT


def test_a_table_of_which_nothing_is_read_is_said(found):
    seen = found(packed(info_csv=lines("{n},anna", "id,writer")), "arrays.zip")
    assert [(each.what, each.why) for each in seen.set_aside] == [
        ("info.csv", "it has a row for each image, and none of its columns is read")
    ]
    assert dict(seen.parts) == {"train": COUNT}


def test_a_table_called_as_a_part_may_divide_that_to_learn_from(found):
    content = zipped(
        [
            ("x_train.npy", npy(PIXELS)),
            ("y_train.npy", npy(LABELS)),
            ("x_test.npy", npy(PIXELS[:9])),
            ("y_test.npy", npy(LABELS[:9])),
            ("val_split.csv", lines("{part}", "split").replace(b"test", b"val")),
        ]
    )
    assert dict(found(content, "arrays.zip").parts) == {"train": 20, "validation": 10, "test": 9}


@pytest.mark.parametrize("name", ["split.xlsx", "split.json"])
def test_a_table_that_is_not_read_is_said(found, name):
    """It was passed over without a word."""
    seen = found(zipped([("images.npy", npy(PIXELS)), ("labels.npy", npy(LABELS)), (name, b"{}")]), "arrays.zip")
    assert [each.what for each in seen.set_aside] == [name]


def test_a_table_that_names_arrays_of_single_images_is_said(found):
    """Each row of an image was an image, and each file a class."""
    members = [(f"{n}.npy", npy(np.repeat(PIXELS[n], 2, 0).repeat(2, 1))) for n in range(COUNT)]
    with pytest.raises(DatasetError, match=r"its arrays are those of single images, and of labels\.csv: it names arrays"):
        found(zipped([*members, ("labels.csv", lines("{n}.npy,{label}", "file,label"))]), "arrays.zip")


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_table_is_named(found, content):
    """It was passed over without a word."""
    seen = found(packed(split_csv=content), "arrays.zip")
    assert [(each.what, each.why) for each in seen.set_aside] == [("split.csv", "it is empty")]
