"""A table of labels beside arrays that says of each image which part it belongs to."""

import numpy as np
import pytest
from make_uploads import npy, picture, zipped

COUNT = 30
OF_TEST = np.arange(COUNT) % 3 == 1
KINDS = np.array(["cat", "dog"])[np.arange(COUNT) % 2]
PIXELS = np.repeat(np.where(OF_TEST, 200, 20).astype(np.uint8), 64).reshape(COUNT, 8, 8).copy()
PIXELS[:, 0, 0], PIXELS[:, 0, 1], PIXELS[:, 1, 1] = 0, 255, np.arange(COUNT)
LEARNED, TESTED = {20.0}, {200.0}


def rows(head, train, test, start=0, order=range(COUNT), label=lambda kind: kind):
    """Lines of a table, with {n}, {label} and {part} of each image in the form of its `head`."""
    names, form = head
    told = [form.format(n=n + start, label=label(KINDS[n]), part=test if OF_TEST[n] else train) for n in order]
    return "\n".join([*([names] if names else []), *told]).encode()


def packed(table, name="labels.csv", images="images.npy"):
    return zipped([(images, npy(PIXELS)), (name, table)])


def parts_of(made, content, **answers):
    """Part -> the values that most of the pixels of its images have."""
    names, arrays = made(content, size=(8, 8), colour=False, name="arrays.zip", answers=answers)
    assert names == ("cat", "dog")
    return {part: {float(np.median(each)) for each in arrays[f"x_{part}"]} for part in ("train", "test")}


TWO, THREE = ("label,split", "{label},{part}"), ("id,label,split", "{n},{label},{part}")
FORMS = {
    "behind the label": (TWO, "train", "test"),
    "before the label": (("split,label", "{part},{label}"), "train", "test"),
    "with a number": (THREE, "train", "test"),
    "with a number as pandas has it": ((",label,split", "{n},{label},{part}"), "train", "test"),
    "called subset": (("label,subset", "{label},{part}"), "training", "testing"),
    "called Usage": (("label,Usage", "{label},{part}"), "Training", "Test"),
    "called fold": (("label,fold", "{label},{part}"), "train", "test"),
    "called Aufteilung": (("label;Aufteilung", "{label};{part}"), "Training", "Test"),
    "called conjunto": (("label,conjunto", "{label},{part}"), "entrenamiento", "prueba"),
    "numbers": (TWO, "0", "1"),
    "whether it is to test with": (("label,is_test", "{label},{part}"), "False", "True"),
    "whether it is to learn from": (("label,train", "{label},{part}"), "1", "0"),
    "tabs": (("label\tset", "{label}\t{part}"), "train", "test"),
    "no heading": (("", "{label},{part}"), "train", "test"),
    "gaps": (("", "{label} {part}"), "train", "test"),
    "a line for Excel": (("sep=;\nlabel;split", "{label};{part}"), "train", "test"),
    "true and false": (TWO, "False", "True"),
    "Korean": (("label,구분", "{label},{part}"), "훈련", "시험"),
    "a writer beside it": (("label,writer,split", "{label},anna,{part}"), "train", "test"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_images_to_test_with_are_not_learned_from(made, form):
    """They were, and the column was passed over without a word, or the table refused."""
    assert parts_of(made, packed(rows(*FORMS[form]))) == {"train": LEARNED, "test": TESTED}


def test_a_column_for_each_class_may_stand_beside_it(made):
    table = rows(("cat,dog,split", "{label},{part}"), "train", "test", label={"cat": "1,0", "dog": "0,1"}.get)
    assert parts_of(made, packed(table)) == {"train": LEARNED, "test": TESTED}


def test_parts_go_with_their_rows_into_another_order(made):
    order = np.random.RandomState(4).permutation(COUNT).tolist()
    assert parts_of(made, packed(rows(THREE, "train", "test", order=order, start=1))) == {"train": LEARNED, "test": TESTED}


@pytest.mark.parametrize(
    ("head", "train", "test"),
    [("split", "train", "test"), ("set", "1", "2"), ("Aufteilung", "Training", "Test"), ("test", "0", "1"), ("set", "train", "extra")],
)  # fmt: skip
def test_it_is_asked_and_said_as_of_a_table_beside_pictures(found, head, train, test):
    names = [f"{n}.png" for n in range(COUNT)]
    table = rows((f"file,label,{head}", "{n}.png,{label},{part}"), train, test)
    pictures = found(zipped([*((name, picture()) for name in names), ("labels.csv", table)]))
    arrays = found(packed(rows((f"label,{head}", "{label},{part}"), train, test)), "arrays.zip")
    assert arrays.parts == pictures.parts
    assert [each for each in arrays.questions if each.key.startswith("part")] == [
        each for each in pictures.questions if each.key.startswith("part")
    ]
    of_parts = [note for note in pictures.notes if "part" in note]
    assert [note for note in arrays.notes if "part" in note and "nearly the same" not in note] == of_parts


def test_it_may_be_said_that_the_column_means_something_else(made):
    table = rows(("label,test", "{label},{part}"), "0", "1")
    assert parts_of(made, packed(table)) == {"train": LEARNED, "test": TESTED}
    other = parts_of(made, packed(table), **{"parts of labels.csv": "something else"})
    assert other["train"] == LEARNED | TESTED


def test_a_validation_part_is_that_of_the_training_file(found):
    table = rows(TWO, "train", "val")
    content = zipped(
        [("x_train.npy", npy(PIXELS)), ("y_train.csv", table), ("x_test.npy", npy(PIXELS[:9])), ("y_test.csv", "\n".join(KINDS[:9]).encode())]
    )  # fmt: skip
    assert dict(found(content, "arrays.zip").parts) == {"train": 20, "validation": 10, "test": 9}


def test_labels_beside_pixels_say_parts_too(made):
    pixels = "\n".join(",".join(map(str, each)) for each in PIXELS.reshape(COUNT, 64).tolist()).encode()
    content = zipped([("images.csv", pixels), ("labels.csv", rows(TWO, "train", "test"))])
    assert parts_of(made, content) == {"train": LEARNED, "test": TESTED}
