"""Which column of a table names the pictures, and which picture a row means where one is missing."""

import time

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

from cnn_core.uploads.beside.named_pictures import part_by_folders

KINDS = [("cat", "dog")[n * n // 3 % 2] for n in range(10)]


def rows(head, names, labels=(b"cat", b"dog")):
    return head + b"\n" + b"".join(b"%s,%s\n" % (name.encode(), labels[n % 2]) for n, name in enumerate(names))


@pytest.mark.parametrize("table", ["labels.csv", "train.csv", "train/labels.csv"])
def test_a_picture_to_train_with_that_is_missing_is_not_the_one_of_its_name_to_test_with(labelled, found, table):
    """A test part of this one picture was made, with the class of the other."""
    paths = [*(f"train/{n}.png" for n in range(12) if n != 5), *(f"test/{n}.png" for n in range(12))]
    beside = [(table, rows(b"file,label", [f"{n}.png" for n in range(12)]))]
    assert labelled(paths, beside) == {f"train/{n}.png": ("cat", "dog")[n % 2] for n in range(12) if n != 5}
    notes = found(zipped([*((path, ONE) for path in paths), *beside])).notes
    assert "labels.csv names 1 picture that is not there: 5.png.".replace("labels", table.rpartition("/")[2][:-4]) in notes


def test_a_table_in_the_folder_of_each_part_is_of_its_pictures_though_one_is_missing(labelled):
    paths = [f"{part}/{n}.png" for part in ("train", "test") for n in range(12) if (part, n) != ("test", 5)]
    of = {"train": ("cat", "dog"), "test": ("dog", "cat")}
    names = [f"{n}.png" for n in range(12)]
    beside = [(f"{part}/labels.csv", rows(b"file,label", names, [each.encode() for each in of[part]])) for part in of]
    wanted = {path: of[path.partition("/")[0]][int(path.partition("/")[2][:-4]) % 2] for path in paths}
    assert labelled(paths, beside) == wanted


def test_a_table_of_all_pictures_labels_those_of_each_part_though_a_name_comes_twice(labelled):
    paths = [*(f"train/{n}.png" for n in range(12)), *(f"test/{n}.png" for n in range(11, 20))]
    beside = [("labels.csv", rows(b"file,label", [f"{n}.png" for n in range(20)]))]
    wanted = {path: ("cat", "dog")[int(path.partition("/")[2][:-4]) % 2] for path in paths}
    del wanted["test/11.png"]
    assert labelled(paths, beside) == wanted


BESIDE_NAMES = {
    "the number of the row, as pandas writes it": (",image,label", "{row},{n}.png,{kind}"),
    "the number of the row beside one of the picture": (",image_id,label", "{row},{n},{kind}"),
    "an index": ("index,id,label", "{row},{n},{kind}"),
    "another picture": ("mask,image,label", "{row}.png,{n}.png,{kind}"),
    "an age": ("id,age,label", "{n},{row},{kind}"),
    "no head": ("{first},0.png,cat", "{row},{n}.png,{kind}"),
}


@pytest.mark.parametrize("name", BESIDE_NAMES)
@pytest.mark.parametrize("missing", [(), (7,)])
def test_numbers_that_pictures_happen_to_be_called_as_well_do_not_name_them(labelled, name, missing):
    """The rows are in no order, and a picture may be missing that only the right column names."""
    head, row = BESIDE_NAMES[name]
    order = [n * 7 % 20 for n in range(1, 20)]
    lines = [row.format(row=19 if n in missing else number, n=n, kind=KINDS[n % 10]) for number, n in enumerate(order)]
    paths = [f"{n}.png" for n in range(20) if n not in missing]
    shown = labelled(paths, [("labels.csv", "\n".join([head.format(first=19), *lines]).encode())])
    assert shown == {f"{n}.png": KINDS[n % 10] for n in range(int(name != "no head"), 20) if n not in missing}


@pytest.mark.parametrize("odd", [(1, 1), (0, 0)])
def test_of_a_column_per_class_a_row_of_several_or_of_none_leaves_its_picture_out_alone(labelled, odd):
    """One such row, and the first of the columns was the class, 0 or 1."""
    marks = {n: odd if n == 4 else (int(KINDS[n % 10] == "cat"), int(KINDS[n % 10] == "dog")) for n in range(20)}
    table = "\n".join(["file,cat,dog", *(f"{n}.png,{cat},{dog}" for n, (cat, dog) in marks.items())])
    shown = labelled([f"{n}.png" for n in range(20)], [("labels.csv", table.encode())])
    assert shown == {f"{n}.png": KINDS[n % 10] for n in range(20) if n != 4}


def test_beside_a_column_per_class_there_may_be_other_numbers_which_can_be_chosen(labelled):
    paths = [f"{n}.png" for n in range(10)]
    rows = [f"{n}.png,{n % 3 if n else ''},{kind == 'cat':d},{kind == 'dog':d}" for n, kind in enumerate(KINDS)]
    table = [("labels.csv", "\n".join(["file,age,cat,dog", *rows]).encode())]
    assert labelled(paths, table) == dict(zip(paths, KINDS, strict=True))
    assert labelled(paths, table, classes="labels.csv, age") == {path: str(n % 3) for n, path in enumerate(paths) if n}


def test_of_two_columns_of_one_name_the_first_is_meant(labelled):
    rows = [f"{n}.png,{kind},{n % 2}" for n, kind in enumerate(KINDS)]
    shown = labelled([f"{n}.png" for n in range(10)], [("labels.csv", "\n".join(["file,label,label", *rows]).encode())])
    assert shown == {f"{n}.png": kind for n, kind in enumerate(KINDS)}


def test_what_a_network_predicted_is_not_believed_before_the_labels(labelled):
    paths = [f"{n}.png" for n in range(10)]
    other = [("dog", "cat")[kind == "dog"] for kind in KINDS]
    tables = [
        (name, "\n".join(["file,label", *map(",".join, zip(paths, of, strict=True))]).encode())
        for name, of in (("a_predictions.csv", other), ("labels.csv", KINDS))
    ]
    assert labelled(paths, tables) == dict(zip(paths, KINDS, strict=True))


def test_whole_numbers_with_a_decimal_are_the_same_classes_as_those_without(labelled):
    """As pandas writes them in a table in which one is missing."""
    paths = [f"{part}/{n}.png" for part in ("train", "test") for n in range(10)]
    tables = [
        ("train.csv", "\n".join(["file,label", *(f"{n}.png,{'' if n == 3 else f'{n % 2}.0'}" for n in range(10))]).encode()),
        ("test.csv", "\n".join(["file,label", *(f"{n}.png,{n % 2}" for n in range(10))]).encode()),
    ]
    wanted = {path: str(int(path.partition("/")[2][:-4]) % 2) for path in paths}
    del wanted["train/3.png"]
    assert labelled(paths, tables) == wanted


def test_a_column_per_class_of_what_is_handed_in_labels_no_test_part(found):
    """Samples of it say the first class of each picture."""
    pictures = [*files("train/cat", "train/dog"), *files("test", count=6)]
    sample = "\n".join(["id,cat,dog", *(f"test/{n}.png,1,0" for n in range(6))]).encode()
    seen = found(zipped([*((path, ONE) for path in pictures), ("sample_submission.csv", sample)]))
    assert (seen.train_counts, seen.has_test) == ((5, 5), False)


@pytest.mark.parametrize(("table", "tested"), [("Test.csv", 6), ("submission.csv", 0), ("my_predictions.csv", 0)])
def test_a_test_folder_has_its_classes_of_a_table_but_not_of_what_is_handed_in(found, table, tested):
    """What a network had said was what it was tested with, and of the table it was said that it is not used."""
    pictures = [*files("train/cat", "train/dog"), *files("test", count=6)]
    beside = [(table, rows(b"id,label", [f"test/{n}.png" for n in range(6)]))]
    seen = found(zipped([*((path, ONE) for path in pictures), *beside]))
    assert (sum(seen.train_counts), sum(seen.test_counts)) == (10, tested)
    assert (table in [each.what for each in seen.set_aside]) is not bool(tested)
    assert ("The classes are told by the folders, and where there are none by Test.csv." in seen.notes) is bool(tested)


AMONG = {
    "a column": [
        ("train.csv", "\n".join(["file,label,is_valid", *(f"{n}.png,{KINDS[n % 10]},{n % 4 == 1}" for n in range(20))]))
    ],
    "tables": [
        (table, "\n".join(["file,label", *(f"{n}.png,{KINDS[n % 10]}" for n in range(20) if (n % 4 == 1) is of)]))
        for table, of in (("train.csv", False), ("val.csv", True))
    ],
}


@pytest.mark.parametrize("name", AMONG)
def test_pictures_for_validation_lie_among_those_to_train_with_where_they_have_no_folder(labelled, name):
    """They were left out where pictures to test with are called as they are."""
    paths = [*files("train", count=20), *files("test", count=10)]
    beside = [(table, text.encode()) for table, text in AMONG[name]]
    assert labelled(paths, beside) == {f"train/{n}.png": KINDS[n % 10] for n in range(20)}


def test_an_upload_that_is_called_as_a_part_has_parts_of_its_own(labelled):
    """Pictures to test with got the classes of those to train with that are called so."""
    paths = [*files("my_test/train", count=20), *files("my_test/test", count=10)]
    beside = [("my_test/train.csv", rows(b"file,label", [f"{n}.png" for n in range(20)]))]
    assert labelled(paths, beside) == {f"my_test/train/{n}.png": ("cat", "dog")[n % 2] for n in range(20)}


def test_a_column_per_part_is_not_one_per_class(labelled):
    paths = [f"{n}.png" for n in range(20)]
    rows = [f"{n}.png,{n % 3},{n < 12:d},{12 <= n < 16:d},{n >= 16:d}" for n in range(20)]
    table = "\n".join(["file,digit,train,val,test", *rows])
    assert labelled(paths, [("labels.csv", table.encode())]) == {f"{n}.png": str(n % 3) for n in range(20)}


@pytest.mark.parametrize("name", ["subjects.csv", "subset.csv"])
def test_a_table_whose_name_begins_as_submission_does_is_none(labelled, name):
    paths = [f"{n}.png" for n in range(10)]
    tables = [(name, rows(b"file,label", paths)), ("ages.csv", rows(b"file,age", paths, (b"8", b"9")))]
    assert labelled(paths, tables) == {f"{n}.png": ("cat", "dog")[n % 2] for n in range(10)}


def test_the_parts_of_thousands_of_pictures_beside_many_tables_take_little_time():
    """Ten splits of 40,000 pictures took twenty seconds."""
    paths = files("images/cat", "images/dog", "test/cat", count=10_000)
    began = time.process_time()
    for _ in range(20):
        assert {part_by_folders(path) for path in paths} == {"", "test"}
    assert time.process_time() - began < 2
