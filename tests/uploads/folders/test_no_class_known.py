"""Pictures of which nothing tells a class: what is said of them."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

from cnn_core.errors import DatasetError
from cnn_core.uploads.folders import no_class_known

HEIC = bytes(4) + b"ftypheic" + bytes(40)
IMAGES = files("images/train", count=10)


def said(found, members, name="pictures.zip"):
    with pytest.raises(DatasetError) as raised:
        found(members if isinstance(members, bytes) else zipped(members), name)
    return str(raised.value)


def test_a_photograph_of_a_phone_alone_is_called_so(found):
    assert "its only picture is a HEIC photograph; a phone gives JPEG if it is set so" in said(found, HEIC, "photo.heic")
    assert "each of its 3 pictures is a HEIC photograph" in said(found, [(f"{n}.heic", HEIC) for n in range(3)])
    assert "HEIC" not in said(found, [("0.heic", HEIC), ("1.png", ONE)])


def test_a_set_of_boxes_is_called_so(found):
    pictures = [(path, ONE) for path in IMAGES]
    boxes = [(f"labels/train/{n}.txt", f"{n % 3} 0.5 0.5 0.3 0.25\n".encode() if n else b"") for n in range(10)]
    names = ("data.yaml", b"names: [circle, square]")
    assert "it is for finding things, as YOLO does" in said(found, [*pictures, *boxes, names])
    notes = [(f"labels/train/{n}.txt", b"1 of many") for n in range(10)]
    assert "YOLO" not in said(found, [*pictures, *notes, names])
    assert "YOLO" not in said(found, [*pictures, *boxes[:3], names])


def test_a_table_of_other_pictures_is_named(found):
    table = "file,label\n" + "".join(f"scan_{n}.png,{('cat', 'dog')[n % 2]}\n" for n in range(10))
    text = said(found, [*((path, ONE) for path in IMAGES), ("labels.csv", table.encode())])
    assert "nor a table say one: labels.csv has scan_0.png, scan_1.png, … and the pictures are called 0.png, …;" in text
    assert ".csv" not in said(found, [*((path, ONE) for path in IMAGES), ("notes.csv", b"only one\nrow in it")])


def test_of_a_table_for_each_picture_a_few_are_read_and_names_are_gathered_once(found, monkeypatch):
    """It took minutes with thousands of pictures."""
    counted = {"places_of": 0, "rows_of": 0}

    def count(name):
        plain = getattr(no_class_known, name)

        def counting(*of):
            counted[name] += 1
            return plain(*of)

        monkeypatch.setattr(no_class_known, name, counting)

    for name in counted:
        count(name)
    tables = [(f"notes/{n}.csv", f"filename,xmin\n{n}.png,1\n{n}.png,2\n".encode()) for n in range(10)]
    assert "no class is known" in said(found, [*((path, ONE) for path in IMAGES), *tables])
    assert counted == {"places_of": 1, "rows_of": no_class_known.MAX_TABLES}


@pytest.mark.parametrize("head", ["file,age\n", ""])
def test_a_table_of_numbers_is_said_to_be_one(found, head):
    """It was said that no table tells a class, as if there were none."""
    table = head + "".join(f"{n}.png,{20 + 1.5 * n}\n" for n in range(10))
    text = said(found, [*((path, ONE) for path in IMAGES), ("ages.csv", table.encode())])
    assert (
        f"nor a table say one: ages.csv names them, and {'its column age' if head else 'a column'} holds numbers, 10 different ones, which are "
        "no classes: give it a column label with a few words that come again, as for groups of these numbers; put the pictures"
    ) in text


@pytest.mark.parametrize(
    ("head", "cells", "says"),
    [
        (
            "count",
            "1",
            "its column count has 1 alone, which tells none from another: give it a column label with a few words that come again;",
        ),
        ("file_type", "png", "its column file_type has png alone, which tells none from another: give"),
        ("split", ("train", "test"), "its column split says which part each belongs to, and no class: give it a column label"),
    ],
)
def test_a_table_without_classes_is_said_to_be_so(found, head, cells, says):
    """It was said that 1 different ones are no classes, or 2 of parts."""
    table = f"file,{head}\n" + "".join(
        f"{n}.png,{cells[n % len(cells)] if isinstance(cells, tuple) else cells}\n" for n in range(10)
    )
    assert f"t.csv names them, and {says}" in said(found, [*((path, ONE) for path in IMAGES), ("t.csv", table.encode())])


def test_a_table_of_a_single_class_is_taken_as_folders_of_one_are(found):
    """It was said that its texts are no classes."""
    pictures = [(path, ONE) for path in IMAGES]

    def table(rows, label):
        return ("file,label\n" + "".join(f"{n}.png,{label}\n" for n in rows)).encode()

    seen = found(zipped([*pictures, ("labels.csv", table(range(10), "cat"))]))
    assert (seen.class_names, [each.key for each in seen.questions]) == (("cat",), ["one class"])
    both = found(zipped([*pictures, ("cats.csv", table(range(5), "cat")), ("dogs.csv", table(range(5, 10), "dog"))]))
    assert (both.class_names, both.train_counts) == (("cat", "dog"), (5, 5))
    assert "no class is known" in said(found, [*pictures, ("sample_submission.csv", table(range(10), "cat"))])
    folders = [(f"{kind}/{n}.png", ONE) for kind in ("a", "b") for n in range(kind == "b" and 5, 5 + 5 * (kind == "b"))]
    assert found(zipped([*folders, ("labels.csv", table(range(10), "cat"))])).class_names == ("a", "b")


def test_a_table_of_captions_is_said_to_be_one(found):
    table = "file,caption\n" + "".join(f"{n}.png,a picture of number {n}\n" for n in range(10))
    text = said(found, [*((path, ONE) for path in IMAGES), ("captions.csv", table.encode())])
    assert "captions.csv names them, and its column caption holds texts, 10 different ones, which are no classes: give it" in text
