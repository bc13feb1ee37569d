"""A column of a table that says which part each picture belongs to, or something else."""

import pytest
from make_uploads import picture, zipped


def upload(head, cells):
    paths = [f"img/{n}.png" for n in range(24)]
    rows = [f"file,label,{head}", *(f"{n}.png,{('cat', 'dog')[n % 2]},{cells[n // 2 % len(cells)]}" for n in range(24))]
    return zipped([*((path, picture()) for path in paths), ("meta.csv", "\n".join(rows).encode())])


def test_a_part_and_its_contrary_are_no_parts(found):
    """Pictures that are not valid were learned from, and the valid ones tested with."""
    seen = found(upload("split", ["valid", "invalid"]))
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 24})
    (question,) = [each for each in seen.questions if each.key == "classes"]
    assert question.options == ("meta.csv, label", "meta.csv, split")


def test_what_is_no_part_beside_parts_is_said(found):
    seen = found(upload("set", ["train", "test", "extra"]))
    assert dict(seen.parts) == {"train": 16, "test": 8}
    assert (
        "meta.csv has 8 pictures in a part that is none of train, validation and test: extra (8); they are learned from unless their "
        "folders say otherwise."
    ) in seen.notes


def test_nothing_is_said_of_numbers_of_folds(found):
    assert not any("none of train" in note for note in found(upload("part", ["1", "2", "3"])).notes)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Aufteilung", ["Training", "Training", "Test"]),
        ("conjunto", ["entrenamiento", "entrenamiento", "prueba"]),
        ("ensemble", ["apprentissage", "apprentissage", "test"]),
        ("use", ["train_set", "train_set", "test_set"]),
        ("is_train", ["1", "1", "0"]),
        ("train", ["True", "True", "False"]),
    ],
)
def test_a_column_is_that_of_the_parts_by_what_is_in_it(found, head, cells):
    """Under a head that was not known, the pictures to test with were learned from, and nothing said so."""
    seen = found(upload(head, cells))
    assert (seen.class_names, dict(seen.parts), seen.questions) == (("cat", "dog"), {"train": 16, "test": 8}, ())
    assert f"The column {head} of meta.csv says which part each picture belongs to." in seen.notes


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("test", ["positive", "negative"]),
        ("test", ["0", "1"]),
        ("kind", ["freight_train", "covid_test"]),
        ("vehicle", ["train", "bus"]),
        ("season", ["train", "train"]),
    ],
)
def test_other_columns_are_not_that_of_the_parts(found, head, cells):
    assert dict(found(upload(head, cells)).parts) == {"train": 24}


@pytest.mark.parametrize("heads", ["train,bus", "is_train,is_bus"])
def test_vehicles_with_a_column_each_are_classes(found, heads):
    rows = [f"file,{heads}", *(f"{n}.png,{n % 2},{1 - n % 2}" for n in range(24))]
    seen = found(zipped([*((f"img/{n}.png", picture()) for n in range(24)), ("meta.csv", "\n".join(rows).encode())]))
    assert (seen.class_names, dict(seen.parts)) == (tuple(sorted(heads.split(","))), {"train": 24})
