"""A column of a table that says which part each picture belongs to, or something else."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from make_uploads import picture, zipped

from cnn_core.uploads.words.numbered_parts import numbered_parts


def upload(head, cells, count=24):
    paths = [f"img/{n}.png" for n in range(count)]
    rows = [f"file,label,{head}", *(f"{n}.png,{('cat', 'dog')[n % 2]},{cells[n // 2 % len(cells)]}" for n in range(count))]
    return zipped([*((path, picture()) for path in paths), ("meta.csv", "\n".join(rows).encode())])


def test_a_part_and_its_contrary_are_no_parts(found):
    """Pictures that are not valid were learned from, and the valid ones tested with."""
    seen = found(upload("split", ["valid", "invalid"]))
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 24})
    (question,) = [each for each in seen.questions if each.key == "classes"]
    assert question.options == ("meta.csv, label", "meta.csv, split")


def test_many_words_that_are_no_parts_beside_parts_are_said(found):
    seen = found(upload("set", ["train", "test", "extra", "more", "b1", "b2", "b3"], count=28))
    assert dict(seen.parts) == {"train": 24, "test": 4}
    assert (
        "meta.csv has 20 pictures in a part that is none of train, validation and test: extra (4), more (4), b1 (4), …; they are learned from "
        "unless their folders say otherwise."
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


def as_table(form, columns, count=24):
    """The same rows as a table beside pictures, one of pixels, or one of Parquet: `columns` are head -> cells that come again."""
    cells = {head: [of[n // 2 % len(of)] for n in range(count)] for head, of in columns.items()}
    if form == "parquet":
        made = pa.table(
            {
                "image": pa.array([{"bytes": picture((n, 90, 90)), "path": None} for n in range(count)]),
                "label": pa.array([("cat", "dog")[n % 2] for n in range(count)]),
                **{head: pa.array(of) for head, of in cells.items()},
            }
        )
        file = io.BytesIO()
        pq.write_table(made, file)
        return file.getvalue(), "x.parquet"
    heads, rows = ["label", *cells], [[("cat", "dog")[n % 2], *(of[n] for of in cells.values())] for n in range(count)]
    if form == "csv":
        heads, rows = ["file", *heads], [[f"{n}.png", *row] for n, row in enumerate(rows)]
    else:
        pixels = np.random.default_rng(4).integers(0, 256, (count, 64)).tolist()
        heads, rows = [*heads, *(f"pixel{n}" for n in range(64))], [[*row, *of] for row, of in zip(rows, pixels, strict=True)]
    text = "\n".join(",".join(map(str, row)) for row in [heads, *rows]).encode()
    if form == "pixels":
        return text, "x.csv"
    return zipped([*((f"img/{n}.png", picture()) for n in range(count)), ("x.csv", text)]), "x.zip"


FORMS = pytest.mark.parametrize("form", ["csv", "pixels", "parquet"])


@FORMS
@pytest.mark.parametrize(
    ("head", "cells", "parts"),
    [
        ("split", [0, 0, 1], {"train": 16, "test": 8}),
        ("set", [2, 2, 1], {"train": 16, "test": 8}),
        ("part", [1, 2], {"train": 12, "test": 12}),
        ("subset", ["A", "A", "B"], {"train": 16, "test": 8}),
        ("subset", [0, 0, 0, 0, 1, 2], {"train": 16, "validation": 4, "test": 4}),
        ("subset", ["L", "L", "L", "L", "T", "V"], {"train": 16, "validation": 4, "test": 4}),
    ],
)
def test_numbered_parts_are_asked_about_by_their_sizes(found, form, head, cells, parts):
    """Under a head that says what the column is the images to test with were learned from, without a word."""
    content, name = as_table(form, {head: cells})
    seen = found(content, name)
    asked = {each.key for each in seen.questions if each.key.startswith("part ")}
    assert (dict(seen.parts), seen.class_names, asked) == (parts, ("cat", "dog"), {f"part {head} {each}" for each in cells})
    every = dict.fromkeys(asked, "to learn from")
    assert dict(found(content, name, **every).parts) == {"train": 24}


@FORMS
@pytest.mark.parametrize(
    ("head", "no", "yes", "learned"),
    [
        ("is_train", 0, 1, 8),
        ("is_training_img", "no", "yes", 8),
        ("Trainingsbild", "nein", "ja", 8),
        ("train", False, True, 8),
        ("is_test", "False", "True", 16),
        ("for_testing", "no", "yes", 16),
        ("Test?", "nein", "ja", 16),
        ("test", 0, 1, 16),
        ("test", "", "x", 16),
    ],
)
def test_yes_and_no_under_the_word_of_a_part_say_it_in_every_form(found, form, head, no, yes, learned):
    content, name = as_table(form, {head: [no, no, yes]})
    seen = found(content, name)
    assert (dict(seen.parts), seen.class_names) == ({"train": learned, "test": 24 - learned}, ("cat", "dog"))
    assert any(head in said for said in (*seen.notes, *(each.asks for each in seen.questions))) or head == "is_test"


@FORMS
def test_a_column_for_each_part_are_the_parts_together(found, form):
    content, name = as_table(form, {"train": [1, 1, 0], "test": [0, 0, 1]})
    seen = found(content, name)
    assert (dict(seen.parts), seen.class_names) == ({"train": 16, "test": 8}, ("cat", "dog"))
    content, name = as_table(form, {"train": [1, 1, 0, 0], "val": [0, 0, 1, 0], "test": [0, 0, 0, 1]})
    assert dict(found(content, name).parts) == {"train": 12, "validation": 6, "test": 6}


@FORMS
def test_the_result_of_a_test_may_be_meant(found, form):
    content, name = as_table(form, {"test": [0, 0, 1]})
    (asked,) = [each for each in found(content, name).questions if each.key.startswith("parts of")]
    assert asked.chosen == "which part each image belongs to"
    assert dict(found(content, name, **{asked.key: "something else"}).parts) == {"train": 24}


@FORMS
@pytest.mark.parametrize("head", ["valid", "tested", "invalid", "test_label", "male", "trains"])
def test_yes_and_no_under_other_heads_say_no_parts(found, form, head):
    content, name = as_table(form, {head: ["no", "no", "yes"]})
    assert dict(found(content, name).parts) == {"train": 24}


@FORMS
def test_what_is_valid_is_asked_about(found, form):
    """It was passed over in silence."""
    content, name = as_table(form, {"valid": [0, 0, 1]})
    (asked,) = [each for each in found(content, name).questions if each.key.startswith("parts of")]
    assert asked.chosen == "something else"
    assert dict(found(content, name, **{asked.key: asked.options[0]}).parts) == {"train": 16, "validation": 8}


@FORMS
@pytest.mark.parametrize("cells", [("Lernen", "Prüfen"), ("Lerndaten", "Prüfdaten"), ("aprender", "examen"), ("étude", "essai")])
def test_words_that_may_say_parts_are_asked_about(found, form, cells):
    learn, check = cells
    content, name = as_table(form, {"Zweck": [learn, learn, check]})
    seen = found(content, name)
    assert (dict(seen.parts), seen.class_names) == ({"train": 16, "test": 8}, ("cat", "dog"))
    assert {"part " + check} <= {each.key for each in seen.questions}


def test_a_column_of_parts_with_many_numbers_is_said_to_be_none(found):
    seen = found(upload("split", [*range(13)], count=60))
    assert dict(seen.parts) == {"train": 60}
    assert "The column split of meta.csv has 13 different numbers, and is not taken to say the parts." in seen.notes


def test_of_about_equal_numbers_the_first_is_to_learn_from():
    questions = []
    assert numbered_parts("set", ["1"] * 24 + ["3"] * 27, {}, questions) == ["train"] * 24 + ["test"] * 27
    assert [each.key for each in questions] == ["part set 1", "part set 3"]


def test_a_column_of_parts_with_other_words_is_said_to_say_none(found):
    """It was passed over in silence."""
    seen = found(upload("subset", ["left", "left", "right"]))
    assert dict(seen.parts) == {"train": 24}
    assert "The column subset of meta.csv is called as parts are, and says none that is known: left, right." in seen.notes
